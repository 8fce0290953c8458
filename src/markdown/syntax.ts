import type { gfm } from 'micromark-extension-gfm';

/** An extension of the Markdown tokenizer. */
export type Extension = ReturnType<typeof gfm>;

/** A piece of syntax: a state machine over characters. */
export type Construct = Extract<NonNullable<Extension['text']>[string], { tokenize: unknown }>;

/** What a construct reads: one paragraph, heading or cell. */
export type Context = ThisParameterType<Construct['tokenize']>;

/** One step of a construct: takes a character, gives the next step. */
export type State = ReturnType<Construct['tokenize']>;

/** A UTF-16 unit; below -2 a line's end, -2 and -1 a tabulator, null the end. */
export type Code = Parameters<State>[0];

/** Whether a line ends here. */
export function isLineEnd(code: Code): boolean {
  return code !== null && code < -2;
}

/** Whether a line ends here, or the character is white. */
export function isWhite(code: Code): boolean {
  return code !== null && (code < 0 || code === 32);
}

/** The extension, less its constructs of these names. */
export function without(extension: Extension, names: RegExp): Extension {
  const text: Extension['text'] = {};
  for (const [code, found] of Object.entries(extension.text ?? {})) {
    text[code] = [found ?? []].flat().filter(construct => !names.test(construct.name ?? ''));
  }
  return { ...extension, text };
}
