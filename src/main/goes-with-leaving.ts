/**
 * Whether what was said at a moment ends when the bot leaves its chat. What was said later shows that the bot had come
 * back: such a word of its leaving came late, or again. Both are Unix milliseconds by the platform's clock.
 * @param leftAt absent where the platform does not tell: just now
 */
export function goesWithLeaving(saidAt: number, leftAt = Number.POSITIVE_INFINITY): boolean {
  return saidAt <= leftAt;
}
