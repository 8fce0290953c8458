import { ModelFailure } from '../../errors.ts';
import type { Chunk, Usage } from '../../model.ts';
import type { Frame } from './frames.ts';

/** What one frame says. Each vendor's `wire.ts` reads its own. */
export interface Part {
  readonly text: string;
  /** What is over after this frame: nothing yet, the text (usage may follow), or the stream itself. */
  readonly over: 'nothing' | 'text' | 'stream';
  readonly truncated: boolean;
  readonly forget: boolean;
  /** Of the whole answer so far: each replaces the one before. */
  readonly usage: Usage | undefined;
}

/** Reads a frame's JSON; `undefined`: it does not say anything we know. Throws `ModelFailure` for a refusal. */
export type ReadPart = (value: unknown) => Part | undefined;

/**
 * Frames → chunks. Frames that cannot be read are skipped and counted, for losing a sentence is better than losing the
 * answer; an answer whose end was never announced is not complete: `ModelFailure` of kind `broken`, after its text.
 * A part without text (a model that still thinks) becomes an empty text, a sign of life that `timed` keeps to itself.
 * @param skipped told once, at the end, how many frames were skipped, if any were
 */
export async function* chunks(
  frames: AsyncIterable<Frame>,
  read: ReadPart,
  skipped: (count: number) => void,
): AsyncGenerator<Chunk, void, undefined> {
  let over = false;
  let truncated = false;
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
      usage = part.usage ?? usage;
      truncated ||= part.truncated;
      if (part.forget) {
        yield { kind: 'end', usage, truncated, forget: true };
        return;
      }
      if (part.text !== '' || part.over === 'nothing') yield { kind: 'text', text: part.text };
      over ||= part.over !== 'nothing' || frame.kind === 'document';
      if (part.over === 'stream') break;
    }
  } finally {
    if (unread > 0) skipped(unread);
  }
  if (!over) throw new ModelFailure('broken', 'The stream stopped before its end.');
  yield { kind: 'end', usage, truncated, forget: false };
}
