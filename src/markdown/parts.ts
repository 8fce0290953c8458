/** A line that goes on with a list, or begins one; its length is where the item's own lines begin. */
const listMarker = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[\t ]+|$)/;

const fence = /^( *)(`{3,}(?=[^`]*$)|~{3,}(?!~))(.*)$/;

/** What reaches over empty lines: definitions, which the whole text may use, and some kinds of HTML. */
const farReaching = /\]:|<(?:script|pre|style|textarea|!|\?)/i;

/**
 * Cuts Markdown at empty lines into parts that mean the same alone as together. Where it is hard to tell, the part is
 * longer. While a text grows, all but its last parts stay as they are, and need no new look.
 */
export function independentParts(markdown: string): string[] {
  if (farReaching.test(markdown)) return [markdown];
  const parts: string[] = [];
  let partStart = 0;
  let openFence: string | undefined;
  let itemIndent = 0;
  let openInItem = false;
  let afterBlank = false;

  for (let start = 0; start < markdown.length; ) {
    const feed = markdown.indexOf('\n', start);
    const next = feed < 0 ? markdown.length : feed + 1;
    const line = markdown.slice(start, feed < 0 ? undefined : feed).trimEnd();
    const [, indent = '', ticks, info] = line.match(fence) ?? [];

    if (openFence !== undefined) {
      const closes = ticks?.startsWith(openFence) && info === '' && indent.length < 4;
      if (closes) openFence = undefined;
    } else {
      const marker = line.match(listMarker);
      if (afterBlank && /^\S/.test(line) && !marker) {
        if (openInItem) break;
        parts.push(withOneEnd(markdown.slice(partStart, start)));
        partStart = start;
        itemIndent = 0;
      }
      if (marker) itemIndent = marker[0].length;
      const inItem = itemIndent > 0 && indent.length >= itemIndent;
      // Fences that begin with their item, or stand in less far than it: the rest is left to the parser.
      if (ticks === undefined ? marker && /```|~~~/.test(line) : !inItem && indent !== '') break;
      if (ticks !== undefined && inItem) openInItem = !openInItem;
      if (ticks !== undefined && !inItem) openFence = ticks;
    }
    afterBlank = line === '';
    start = next;
  }
  if (partStart < markdown.length) parts.push(markdown.slice(partStart));
  return parts;
}

/** Without the empty lines at its end. */
function withOneEnd(part: string): string {
  const feed = part.indexOf('\n', part.trimEnd().length);
  return feed < 0 ? part : part.slice(0, feed + 1);
}
