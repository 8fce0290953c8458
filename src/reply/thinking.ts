/**
 * What a model thinks is a quote above its answer. While there is no answer only its last lines are shown; under the
 * finished answer it is a callout, which platforms fold where they can.
 */

/** While there is nothing else: enough to follow, little enough not to fill a phone, UTF-16 units and lines. */
const [glanceUnits, glanceLines] = [240, 4];

/** Beside an answer, UTF-16 units: a reasoning model thinks many times longer than it answers. */
const wholeUnits = 2000;

/** The last complete sentences, quoted; `''` as long as there is none. */
export function thinkingAtAGlance(thinking: string): string {
  const recent = thinking.slice(-2 * glanceUnits);
  const complete = recent.slice(0, lastSentenceEnd(recent)).trimEnd();
  const last = withoutGaps(complete.slice(-glanceUnits).replace(loneEnd, '')).split('\n').slice(-glanceLines);
  return quoted(`${complete.length > glanceUnits ? '…' : ''}${last.join('\n')}`);
}

/** All of it, quoted; a long one has … for its middle. `''` where there is none. */
export function thinkingQuoted(thinking: string): string {
  const text = withoutGaps(thinking.trim());
  if (text.length <= wholeUnits) return quoted(text);
  const half = wholeUnits / 2;
  const [head, tail] = [text.slice(0, half), text.slice(-half)];
  return quoted(`${head.replace(loneBeginning, '')}\n…\n${tail.replace(loneEnd, '')}`);
}

/** As `thinkingQuoted`, under its title. Adapters know a callout by its first line. */
export function thinkingFolded(thinking: string, title: string): string {
  const quote = thinkingQuoted(thinking);
  return quote === '' ? '' : `> [!THINKING] ${title}\n${quote}`;
}

/** Halves of an emoji that was cut in two. */
const [loneBeginning, loneEnd] = [/[\uD800-\uDBFF]$/, /^[\uDC00-\uDFFF]/];

const withoutGaps = (text: string) => text.replace(/\n\s*\n/g, '\n');
const quoted = (text: string) => (text.trim() === '' ? '' : text.replace(/^/gm, '> '));

function lastSentenceEnd(text: string): number {
  return Math.max(...['。', '！', '？', '；', '. ', '? ', '! ', '\n'].map(end => text.lastIndexOf(end))) + 1;
}
