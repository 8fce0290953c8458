import { ModelFailure } from '../../errors.ts';
import type { Chunk, Usage } from '../../model.ts';
import { type CallPiece, collectCalls } from './call-pieces.ts';
import type { Frame } from './frames.ts';

/** What one frame says. Each vendor's `wire.ts` reads its own. */
export interface Part {
  /** The vendor's id of the whole answer. */
  readonly id: string | undefined;
  readonly text: string;
  readonly thinking: string;
  readonly calls: readonly CallPiece[];
  /** What is over after this frame: nothing yet, the text (usage may follow), or the stream itself. */
  readonly over: 'nothing' | 'text' | 'stream';
  readonly truncated: boolean;
  /** The demand that all is forgotten. */
  readonly forget: Forget | undefined;
  /** Of the whole answer so far: each replaces the one before. */
  readonly usage: Usage | undefined;
}

/** See `Chunk`. */
export interface Forget {
  readonly textMayStay?: true;
  readonly banRound?: number;
}

/** Reads a frame's JSON; `undefined`: it does not say anything we know. Throws `ModelFailure` for a refusal. */
export type ReadPart = (value: unknown) => Part | undefined;

/**
 * Frames → chunks. Frames that cannot be read are skipped and counted, for losing a sentence is better than losing the
 * answer; an answer whose end was never announced is not complete: `ModelFailure` of kind `broken`, after its text.
 * A part that says nothing becomes an empty text, a sign of life that `timed` keeps to itself. Calls come whole, when
 * the answer is over. Once it is demanded that all is forgotten, nothing undoes that: no call is made, and a stream
 * that breaks afterwards has come to its end.
 * @param skipped told once, at the end, how many frames were skipped, if any were
 */
export async function* chunks(
  frames: AsyncIterable<Frame>,
  read: ReadPart,
  skipped: (count: number) => void,
): AsyncGenerator<Chunk, void, undefined> {
  const called = collectCalls();
  let answer: string | undefined;
  let over = false;
  let truncated = false;
  let forget: Forget | undefined;
  let usage: Usage | undefined;
  let unread = 0;
  try {
    for await (const frame of frames) {
      if (frame.kind === 'done') {
        over = true;
        break;
      }
      const part = frame.kind === 'malformed' ? undefined : read(frame.value);
      if (!part) {
        unread += 1;
        continue;
      }
      answer ??= part.id;
      usage = part.usage ?? usage;
      truncated ||= part.truncated;
      forget = part.forget ?? forget;
      // What is to be taken back is not even read to its end.
      if (forget && !forget.textMayStay) break;
      if (part.thinking !== '') yield { kind: 'thinking', text: part.thinking };
      else if (part.text === '' && part.over === 'nothing') yield { kind: 'text', text: '' };
      if (part.text !== '') yield { kind: 'text', text: part.text };
      called.add(part.calls);
      over ||= part.over !== 'nothing' || frame.kind === 'document';
      if (part.over === 'stream') break;
    }
  } catch (error) {
    if (!forget || !(error instanceof ModelFailure)) throw error;
  } finally {
    if (unread > 0) skipped(unread);
  }
  if (forget) {
    yield {
      kind: 'end',
      usage,
      truncated: truncated || (forget.textMayStay === true && !over),
      forget: true,
      ...forget,
    };
    return;
  }
  if (!over) throw new ModelFailure('broken', 'The stream stopped before its end.');
  const calls = called.calls(answer ?? 'call');
  if (calls.length > 0) yield { kind: 'calls', calls };
  yield { kind: 'end', usage, truncated, forget: false };
}
