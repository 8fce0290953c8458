/** The lines of a Markdown text that stand in no fence. */
function plainLines(markdown: string): string[] {
  let fence: string | undefined;
  return markdown.split('\n').filter(line => {
    const mark = line.match(/^\s{0,3}(`{3,}|~{3,})/)?.[1];
    if (fence === undefined) {
      fence = mark;
      return mark === undefined;
    }
    if (mark?.startsWith(fence) && line.trim() === mark) fence = undefined;
    return false;
  });
}

/** How many tables a Markdown text makes. */
export const countTables = (markdown: string): number =>
  plainLines(markdown).filter(
    (line, index, lines) =>
      /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(line) &&
      line.includes('|') &&
      lines[index - 1]?.includes('|'),
  ).length;

/** The sources of the pictures in a Markdown text. */
export const imagesOf = (markdown: string): string[] =>
  [
    ...plainLines(markdown)
      .join('\n')
      .matchAll(/!\[[^\]]*\]\(([^)\s]*)[^)]*\)/g),
  ].map(([, source = '']) => source);

/** Whom `<at …>` mentions: open ids, or `all`. */
export const mentionsIn = (markdown: string): string[] =>
  [
    ...plainLines(markdown)
      .join('\n')
      .matchAll(/<at\s+(?:user_)?ids?\s*=\s*["']?([^\s"'>]+)/gi),
  ].flatMap(([, ids = '']) => ids.split(','));
