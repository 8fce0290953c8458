import type { Story } from '../story/story.ts';

/** A short story, and how many processes play it. */
export interface ShortStory extends Pick<Story, 'rooms' | 'questions' | 'events'> {
  readonly workers: number;
  /** How long its last answers are waited for, milliseconds. */
  readonly patienceMs: number;
}

/** Played by one worker, without events, by people in chats of their own. */
export function shortStory(given: Partial<ShortStory> & Pick<ShortStory, 'rooms' | 'questions'>): ShortStory {
  return { events: [], workers: 1, patienceMs: 15_000, ...given };
}

/** All stories in one, at the same time, in rooms of their own. */
export function together(stories: readonly ShortStory[]): ShortStory {
  const rooms: ShortStory['rooms'][number][] = [];
  const questions: ShortStory['questions'][number][] = [];
  for (const one of stories) {
    const [room, number] = [rooms.length, questions.length];
    rooms.push(...one.rooms);
    for (const question of one.questions) {
      questions.push({ ...question, room: question.room + room, number: question.number + number });
    }
  }
  return {
    rooms,
    questions: questions.toSorted((a, b) => a.atMs - b.atMs),
    events: stories.flatMap(({ events }) => events).toSorted((a, b) => a.atMs - b.atMs),
    workers: Math.max(...stories.map(({ workers }) => workers)),
    patienceMs: Math.max(...stories.map(({ patienceMs }) => patienceMs)),
  };
}
