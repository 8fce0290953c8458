import { keyOf, repliesSince, settled } from '../../demo/exchange.ts';
import { openStage, type Stage } from '../../demo/stage.ts';
import type { Entity } from '../../simulators/telegram/words.ts';
import type { Undo } from '../../src/main/undo.ts';
import type { Scene } from './scenes.ts';

/** What the chat shows from `at` on, milliseconds after the question. */
export interface StateMoment {
  readonly kind: 'state';
  readonly at: number;
  readonly text: string;
  readonly entities: readonly Entity[];
  /** What its Stop button says; absent once the answer stands. */
  readonly button: string | undefined;
}

/** What happened behind the chat. */
export type Event =
  | { readonly kind: 'asked'; readonly at: number }
  | {
      readonly kind: 'begun' | 'killed' | 'taken-over' | 'settled';
      readonly at: number;
      /** The process that did it, or that it was done to. */
      readonly pid: number;
    };

export type Moment = StateMoment | Event;

/** So that people see where the answer stood. */
const beforeKillMs = 900;
/** The contract's 30 s, and what a busy machine may need to write the rest. */
const patienceMs = 60_000;

/** Plays a scene with the real bot in two processes, of which the one that answers is killed, and notes what is seen. */
export async function record({ words, question, answer, killedAt }: Scene, undo: Undo): Promise<Moment[]> {
  const stage = await openStage({ bots: 2, realModel: undefined, words, env: process.env, say: tell }, undo);
  const { telegram, ernie, direct, person } = stage;
  ernie.reply(() => answer);
  const askedAt = Date.now();
  const questionId = telegram.say(direct, person, question);
  const key = keyOf(direct, questionId);

  await Promise.race([
    stage.mishap,
    telegram.waitFor(() =>
      repliesSince(stage, direct, questionId).find(
        ({ text, edits }) => text.includes(killedAt) && edits.length > 1,
      ),
    ),
  ]);
  const [begun] = starts(stage, key);
  const victim = stage.bots.find(({ pid }) => pid === begun?.pid);
  if (!begun || !victim) throw new Error('Nobody seems to answer.');
  await new Promise(resolve => setTimeout(resolve, beforeKillMs));
  const killed = Date.now();
  await victim.end('SIGKILL');
  const { pid, replies } = await settled(stage, direct, questionId, patienceMs);
  const settledAt = Date.now();
  const [reply, ...others] = replies;
  const heir = starts(stage, key).find(start => start.pid === pid);
  if (!reply || !heir || others.length > 0) throw new Error('One message and an heir were expected.');

  const states = reply.edits.map(({ at, text, entities, keyboard }) => ({
    kind: 'state' as const,
    at: at - askedAt,
    text,
    entities,
    button: keyboard[0]?.[0]?.text,
  }));
  return [
    { kind: 'asked' as const, at: 0 },
    { kind: 'begun' as const, at: begun.at - askedAt, pid: begun.pid },
    { kind: 'killed' as const, at: killed - askedAt, pid: begun.pid },
    { kind: 'taken-over' as const, at: heir.at - askedAt, pid },
    { kind: 'settled' as const, at: settledAt - askedAt, pid },
    ...states,
  ].sort((one, other) => one.at - other.at);
}

/** When which process began, or took over, the turn of a message. */
function starts({ journal, bots }: Stage, key: string): { pid: number; at: number }[] {
  return bots.flatMap(({ pid }) => {
    const entry = journal.find(
      ({ pid: by, event, fields }) => by === pid && event === 'turn.started' && fields['message'] === key,
    );
    return entry ? [{ pid, at: Date.parse(String(entry.fields['time'])) }] : [];
  });
}

function tell(line: string): void {
  console.error(line);
}
