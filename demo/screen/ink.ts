/** Select Graphic Rendition codes for what a terminal can show. https://ecma-international.org ECMA-48 8.3.117 */
const codes = {
  bold: 1,
  dim: 2,
  italic: 3,
  underline: 4,
  struck: 9,
  code: 36,
} as const;

export type Style = keyof typeof codes;

/** Puts styles around a text; without colours, the text as it is. */
export type Ink = (text: string, styles: ReadonlySet<Style>) => string;

export const plainInk: Ink = text => text;

export const colourInk: Ink = (text, styles) =>
  text === '' || styles.size === 0
    ? text
    : `\x1b[${[...styles].map(style => codes[style]).join(';')}m${text}\x1b[0m`;
