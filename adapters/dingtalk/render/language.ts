import type { Dialect } from '../../../src/markdown/dialect/dialect.ts';
import type { Ink } from '../../../src/markdown/dialect/ink.ts';
import type { Pen } from '../../../src/markdown/pen.ts';

/** One kind of Markdown that DingTalk shows. */
export interface Language {
  readonly dialect: Dialect;
  /** How it is written for pages of so many bytes. */
  pen(limitBytes: number): Pen<Ink>;
}

/** Longer addresses are left out, UTF-16 units: a page must have room for more than an address. */
export const hrefUnits = (limitBytes: number) => Math.min(2048, Math.floor(limitBytes / 4));
