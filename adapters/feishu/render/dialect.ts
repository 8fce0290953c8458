import type { Dialect } from '../../../src/markdown/dialect/dialect.ts';
import { disarmCode, escapeText } from './escape.ts';

/** The Markdown of Feishu's cards. */
export const dialect: Dialect = {
  text: escapeText,
  newline: text => text,
  code: disarmCode,
  bar: '&#124;',
  // A fourth makes Feishu refuse the card (230099, sub-code 11310).
  tablesAtMost: 3,
};
