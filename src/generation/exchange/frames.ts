import { ModelFailure } from '../../errors.ts';

/** What a vendor's answer consists of, before anybody asks what it means. */
export type Frame =
  /** One event of a stream, or a bare JSON line in it. */
  | { readonly kind: 'event'; readonly value: unknown }
  /** The whole body was one JSON document: no stream, whatever was asked for. */
  | { readonly kind: 'document'; readonly value: unknown }
  /** `data: [DONE]` */
  | { readonly kind: 'done' }
  /** Something that is none of these. */
  | { readonly kind: 'malformed' };

/** A real event has a few hundred characters; one of a mebibyte is no event. */
const maxFrameLength = 1024 * 1024;

const malformed: Frame = { kind: 'malformed' };

function parsed(kind: 'event' | 'document', text: string): Frame {
  for (const attempt of [text, mended(text)]) {
    try {
      return { kind, value: JSON.parse(attempt) };
    } catch {}
  }
  return malformed;
}

/** Gives keys the opening quote that they lack: two of Baidu's own samples of streams have `,is_truncated":false`. */
const mended = (text: string): string => text.replace(/([{,])(\w+":)/g, '$1"$2');

/** The frame that a line holds; none in blank lines, comments, and the fields that carry no data. */
function frameIn(line: string): Frame | undefined {
  const text = line.trim();
  if (text === '' || /^(:|(event|id|retry)(:|$))/.test(text)) return undefined;
  if (text.startsWith('{')) return parsed('event', text);
  if (!text.startsWith('data:')) return malformed;
  const data = text.slice('data:'.length).trim();
  if (data === '') return undefined;
  return data === '[DONE]' ? { kind: 'done' } : parsed('event', data);
}

/**
 * Reads an answer by its content, never by its header: a body that begins with `{` is one document, anything else a
 * stream of server-sent events, each on a line of its own, as both vendors write them. An event is delivered with its
 * line, without waiting for the blank one, so the last needs none. However the bytes are cut, the frames are the same.
 * Throws `ModelFailure` of kind `broken` where a frame has no end.
 */
export async function* frames(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Frame, void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  let document: boolean | undefined;
  for await (const piece of bytes) {
    rest += decoder.decode(piece, { stream: true });
    if (document === undefined && /\S/.test(rest)) document = rest.trimStart().startsWith('{');
    if (!document) {
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const frame = frameIn(line);
        if (frame) yield frame;
      }
    }
    if (rest.length > maxFrameLength) {
      throw new ModelFailure('broken', `The model sent a frame of more than ${maxFrameLength} characters.`);
    }
  }
  rest += decoder.decode();
  const last = document ? parsed('document', rest) : frameIn(rest);
  if (last) yield last;
}
