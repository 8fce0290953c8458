import type { Prompt } from '../../model.ts';

/** What people said, and the model to them. */
export function saidIn({ messages }: Prompt): readonly string[] {
  return messages.flatMap(message => {
    const calls = message.role === 'assistant' ? (message.calls ?? []) : [];
    return [message.content, ...calls.map(call => call.arguments)];
  });
}

/** What both say by chance is shorter, characters. */
const runLength = 8;
/** A question that is shorter is no secret, and would tear every refusal apart. */
const shortest = 4;

/** A vendor's words with … for every run of characters that repeats what was said: it may not reach a log. */
export function withoutEcho(words: string, said: readonly string[]): string {
  const isEcho = new Array<boolean>(words.length).fill(false);
  for (let at = 0; at < words.length; at += 1) {
    for (const text of said) {
      const length = Math.min(runLength, text.trim().length);
      const run = words.slice(at, at + length);
      if (length >= shortest && run.length === length && text.includes(run))
        isEcho.fill(true, at, at + length);
    }
  }
  return [...isEcho.keys()].map(at => (isEcho[at] ? (isEcho[at - 1] ? '' : '…') : words.charAt(at))).join('');
}
