import type { Story } from '../story/story.ts';

/** A short story, and how many processes play it. */
export interface Scene extends Pick<Story, 'rooms' | 'questions' | 'events'> {
  readonly workers: number;
  /** How long its last answers are waited for, milliseconds. */
  readonly patienceMs: number;
}

/** Played by one worker, without events, by people in chats of their own. */
export function scene(given: Partial<Scene> & Pick<Scene, 'rooms' | 'questions'>): Scene {
  return { events: [], workers: 1, patienceMs: 15_000, ...given };
}

/** All scenes in one, at the same time, in rooms of their own. */
export function together(scenes: readonly Scene[]): Scene {
  const rooms: Scene['rooms'][number][] = [];
  const questions: Scene['questions'][number][] = [];
  for (const one of scenes) {
    const [room, number] = [rooms.length, questions.length];
    rooms.push(...one.rooms);
    for (const question of one.questions) {
      questions.push({ ...question, room: question.room + room, number: question.number + number });
    }
  }
  return {
    rooms,
    questions: questions.toSorted((a, b) => a.atMs - b.atMs),
    events: scenes.flatMap(({ events }) => events).toSorted((a, b) => a.atMs - b.atMs),
    workers: Math.max(...scenes.map(({ workers }) => workers)),
    patienceMs: Math.max(...scenes.map(({ patienceMs }) => patienceMs)),
  };
}
