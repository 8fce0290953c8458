/** What a typed line asks for. */
export type Typed =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'direct' | 'mention'; readonly text: string };

/** `@ text` is said in the group and mentions the bot; `/quit` leaves; anything else is said to the bot alone. */
export function readTyped(line: string): Typed {
  const text = line.trim();
  if (text === '') return { kind: 'nothing' };
  if (/^\/(quit|exit)$/i.test(text)) return { kind: 'quit' };
  const mention = /^[@＠]\s+(.+)$/su.exec(text)?.[1];
  return mention === undefined ? { kind: 'direct', text } : { kind: 'mention', text: mention };
}
