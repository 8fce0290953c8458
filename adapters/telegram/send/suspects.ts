/** From both ends: meanwhile others may write, and those whose chats share a row of numbers. */
const depth = { behind: 12, before: 7 };

/**
 * Where the twins of lost sends may be: right behind the newest message that was known before each, or right before one of
 * ours that was sent moments later.
 * @param sentAfter the newest that were known
 * @param ours what is noted, and so no twin
 */
export function suspects(sentAfter: readonly number[], ours: readonly number[]): readonly number[] {
  // Messages are numbered from 1 on: where none is ours, nothing comes before it.
  const last = Math.max(0, ...ours);
  const behind = sentAfter.flatMap(after =>
    Array.from({ length: depth.behind }, (_, index) => after + 1 + index).filter(
      id => id < last || last <= after,
    ),
  );
  const before = Array.from({ length: depth.before }, (_, index) => last - 1 - index).filter(id =>
    sentAfter.some(after => after < id),
  );
  return [...new Set([...behind, ...before])].filter(id => !ours.includes(id));
}
