/** The most moments that lie in any sliding window of `span`. @param moments ascending */
export function mostWithin(moments: readonly number[], span: number): number {
  let first = 0;
  let most = 0;
  for (const [index, moment] of moments.entries()) {
    while (moment - (moments[first] ?? 0) >= span) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
