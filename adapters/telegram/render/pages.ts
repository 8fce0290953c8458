import { textOf } from '../../../src/markdown/inked.ts';
import { sharedDepth } from '../../../src/markdown/nesting.ts';
import { paginate } from '../../../src/markdown/paginate.ts';
import { escapeHtml, tagUnits, toHtml } from './html.ts';
import type { Span, Style, StyledText } from './ink.ts';

/** One message. */
export interface Page {
  /** For `parse_mode: HTML`. */
  readonly html: string;
  /** The same text without formatting, for when Telegram refuses the HTML. */
  readonly plain: string;
}

/** Telegram takes 4096 UTF-16 units after parsing; its clients lag near that. */
const pageUnits = 3800;

/** Telegram ignores the entities of a message beyond 100: rather a page more than formatting lost. */
const pageEntities = 100;

/** Of raw HTML, UTF-16 units: keeps requests small where links are long. A page of one span always fits. */
const pageHtmlUnits = 32_000;

/** How far a page that begins at `from` may reach within Telegram's limits. */
function furthest(spans: readonly Span[], from: number): number {
  let open: readonly Style[] = [];
  let entities = 0;
  let htmlUnits = 0;
  let at = 0;
  for (const { text, styles } of spans) {
    const start = Math.max(at, from);
    const end = Math.min(at + text.length, from + pageUnits);
    if (start < end) {
      htmlUnits += escapeHtml(text.slice(start - at, end - at)).length;
      const opened = styles.slice(sharedDepth(open, styles));
      for (const style of opened) htmlUnits += tagUnits(style);
      entities += opened.length;
      open = styles;
      const full = entities > pageEntities || htmlUnits > pageHtmlUnits;
      if (full && start > from) return start;
      if (end === from + pageUnits) return end;
    }
    at += text.length;
  }
  return at;
}

/** An answer as messages. Formatting that a cut interrupts is closed and opened again. */
export function pagesOf(answer: StyledText): Page[] {
  return paginate(answer, { furthest, whole: () => false }).map(spans => ({
    html: toHtml(spans),
    plain: textOf(spans),
  }));
}
