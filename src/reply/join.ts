/**
 * How what one call wrote and what the next one writes become one text.
 * @param complete nothing more will be written
 */
export type Join = (before: string, more: string, complete: boolean) => string;

/** With an empty line between: between them something was done. */
export const apart: Join = (before, more) => {
  if (before.trim() === '') return more;
  return more.trim() === '' ? before : `${before.trimEnd()}\n\n${more.trimStart()}`;
};

/** A model that goes on may repeat the end of what it wrote, at most so much of it, UTF-16 units. */
const longestOverlap = 400;
/** What is shorter may be the same by chance: 1000 follows 1,000,. */
const shortestOverlap = 4;

/**
 * Without a seam, where an answer goes on that was cut: what repeats the end of what there is is left out. As long as
 * the new text may still turn out to be such a repetition nothing of it is there yet.
 */
export const seamless: Join = (before, more, complete) => {
  for (let length = Math.min(longestOverlap, before.length); length >= shortestOverlap; length -= 1) {
    const end = before.slice(-length);
    if (more.startsWith(end)) return before + more.slice(length);
    if (!complete && end.startsWith(more)) return before;
  }
  return before + more;
};
