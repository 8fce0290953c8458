import { leadingCallout } from '../../../src/markdown/callout.ts';
import type { Page } from '../../../src/markdown/dialect/pages.ts';

/** A page that begins with a callout, taken apart so that the callout can be folded. */
export interface Folded {
  readonly title: string;
  /** What is folded, as a card's Markdown. */
  readonly inside: string;
  /** All that stands below it. */
  readonly below: Page;
}

/**
 * Takes apart the first page of an answer. Undefined where there is nothing to fold, or where it cannot be told from the
 * rest: it goes on in another card, or a definition below it changes what it says. Then it is a quote like others.
 */
export function foldedBeginning(
  markdown: string,
  page: Page,
  render: (markdown: string) => readonly Page[],
): Folded | undefined {
  const callout = leadingCallout(markdown);
  if (callout === undefined) return undefined;
  const { markdown: quote, plain } = render(callout.quote)[0] ?? page;
  const [inside, ...more] = render(callout.body);
  if (inside === undefined || more.length > 0 || !page.markdown.startsWith(`${quote}${gap}`))
    return undefined;
  const below = {
    markdown: page.markdown.slice(quote.length + gap.length),
    plain: page.plain.slice(plain.length).trimStart(),
  };
  return { title: callout.title, inside: inside.markdown, below };
}

const gap = '\n\n';
