import type { InkedText } from '../../../src/markdown/dialect/ink.ts';
import * as dialects from '../../../src/markdown/dialect/pages.ts';
import { dialect } from './dialect.ts';

/** What one card says. */
export type Page = dialects.Page;

/**
 * A card may have 30 KB of UTF-8 as it is serialised (200860); one that goes on in another card ends before, so that
 * its buttons and its summary have room.
 */
const size: dialects.PageSize = {
  bytes: 24_000,
  bytesOf: markdown => Buffer.byteLength(JSON.stringify(markdown)) - 2,
};

/** An answer as cards. */
export const pagesOf = (answer: InkedText): Page[] => dialects.pagesOf(answer, dialect, size);
