/** Fast enough to look like writing, slow enough for a browser on a telephone, milliseconds. */
const leastMs = 120;
/** Each state is sent whole: a long one less often, so that nobody is sent more than this, characters in a millisecond. */
const charactersPerMs = 100;

/** How long a state stays on the screen before the next one, milliseconds. @param length characters of its text */
export function paceMs(length: number): number {
  return Math.max(leastMs, Math.ceil(length / charactersPerMs));
}
