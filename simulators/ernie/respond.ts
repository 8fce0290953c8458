import type { Fault } from './fault.ts';
import { jsonType, paced } from './steps.ts';
import type { Answer, Dialect, Prompt, Reply, Turn } from './vocabulary.ts';

/** The reply that says this answer, disturbed by a fault where there is one; `paceMs` is the pause before each event. */
export function respond(
  answer: Answer,
  prompt: Prompt,
  turn: Turn,
  dialect: Dialect,
  paceMs: number,
  fault: Fault | undefined,
): Reply {
  if (fault?.kind === 'reply') return fault.reply(dialect);
  const said = fault?.kind === 'answer' ? fault.change(answer) : answer;
  const frames = dialect.frames(said, prompt, turn);
  const half = prompt.stream ? halfOf(said, frames.length) : 0;
  const trouble = dialect.word(dialect.trouble());
  const steps =
    fault?.kind === 'wire' ? fault.steps(frames, { half, paceMs, trouble }) : paced(frames, paceMs);
  const type = prompt.stream
    ? { 'content-type': 'text/event-stream;charset=utf-8', 'cache-control': 'no-cache' }
    : { 'content-type': jsonType };
  return { outcome: 'ok', status: 200, headers: { ...type, statement: 'AI-generated' }, steps };
}

/** How many events carry all thoughts and half of the text; where functions are called instead, half of the events. */
function halfOf({ thinking, texts }: Answer, frames: number): number {
  return texts.length > 0 ? thinking.length + Math.floor(texts.length / 2) : Math.floor(frames / 2);
}
