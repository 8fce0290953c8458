import type { Place } from '../../../src/markdown/dialect/dialect.ts';

/**
 * Text for a card's Markdown. A character that could begin markup is written as its HTML entity, which is the way that
 * Feishu names: feishu-cards/card-json-v2-components/content-components/rich-text, "特殊字符转义".
 * `<` above all: `<at id=all></at>` would call everybody.
 */
export function escapeText(text: string, { lineStart, beforeLink }: Place): string {
  const escaped = text
    .replace(/&(?=#?\w+;)|[*`~[\]\\<]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|:(?=[A-Z][A-Za-z_]*:)/gu, entity)
    .replace(/\n([ \t]*)([>+#=-])/g, (_, blank: string, sign: string) => `\n${blank}${entity(sign)}`)
    .replace(/(\n[ \t]*\d{1,9})([.)])(?=\s|$)/g, (_, number: string, sign: string) => number + entity(sign))
    .replace(/!$/, sign => (beforeLink ? entity(sign) : sign));
  if (!lineStart) return escaped;
  return escaped
    .replace(/^[>+#=-]/, entity)
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, (_, number: string, sign: string) => number + entity(sign));
}

const entity = (sign: string): string => ({ '<': '&lt;', '&': '&amp;' })[sign] ?? `&#${sign.codePointAt(0)};`;

/** Code is shown as it is, entities too; a joiner that nobody sees keeps an `<at>` in it from calling anybody. */
export function disarmCode(code: string): string {
  return code.replace(/<(?=\/?\s*(?:at|person)\b)/gi, '<\u2060');
}
