import type { BlockContent, Blockquote, DefinitionContent } from 'mdast';

type Block = BlockContent | DefinitionContent;

/** A quote with a title, that platforms fold where they can: what a model thought. Anybody may write one; it is only looks. */
export interface Callout {
  readonly title: string;
  readonly body: readonly Block[];
}

const firstLine = /^\[!THINKING\][\t ]+(\S.*)(?:\n|$)/;

/** What a quote says that begins with the line `[!THINKING] title`; undefined for all others. */
export function calloutOf({ children: [first, ...blocks] }: Blockquote): Callout | undefined {
  // Dashes below the first lines make a heading of them.
  if (first?.type !== 'paragraph' && first?.type !== 'heading') return undefined;
  const [text, ...inline] = first.children;
  if (text?.type !== 'text') return undefined;
  const [line, title] = text.value.match(firstLine) ?? [];
  const isWholeLine = line?.endsWith('\n') || inline.length === 0;
  if (line === undefined || title === undefined || !isWholeLine) return undefined;
  const said = text.value.slice(line.length);
  const rest = said === '' ? inline : [{ ...text, value: said }, ...inline];
  return {
    title: title.trim(),
    body: rest.length === 0 ? blocks : [{ ...first, children: rest }, ...blocks],
  };
}

/** A callout at the beginning of an answer, in Markdown. */
export interface LeadingCallout {
  /** The whole quote. */
  readonly quote: string;
  readonly title: string;
  /** What is quoted, no quote any more. */
  readonly body: string;
}

/** The callout above an empty line that an answer begins with, if it does. */
export function leadingCallout(markdown: string): LeadingCallout | undefined {
  const [quote, title, lines] =
    markdown.match(/^> \[!THINKING\][\t ]+(\S.*)\n((?:>.*\n)+)(?=[\t ]*\n)/) ?? [];
  if (quote === undefined || title === undefined || lines === undefined) return undefined;
  return { quote, title: title.trim(), body: lines.replace(/^> ?/gm, '') };
}
