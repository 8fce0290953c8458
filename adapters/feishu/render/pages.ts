import type { InkedText } from '../../../src/markdown/dialect/ink.ts';
import { openPages, type Page as PlainPage } from '../../../src/markdown/dialect/pages.ts';
import { dialect } from './dialect.ts';
import type { Folded } from './fold.ts';

/** What one card says. */
export interface Page extends PlainPage {
  /** The same in two pieces, where it begins with what a finished card folds. */
  readonly folded?: Folded;
}

/**
 * A card may have 30 KB of UTF-8 as it is serialised (200860); one that goes on in another card ends before, so that
 * its buttons and its summary have room.
 */
const pageBytes = 24_000;

/** An answer as cards, while it grows. */
export function openCards(): (answer: InkedText) => Page[] {
  const pagesOf = openPages(dialect, markdown => Buffer.byteLength(JSON.stringify(markdown)) - 2);
  return answer => pagesOf(answer, pageBytes);
}
