/** From when to when something went on; without an end it still does. */
export interface Span {
  readonly from: number;
  readonly until: number | undefined;
}

/** The most of them that went on at one moment; one that begins as another ends does not meet it. */
export function mostAtOnce(spans: readonly Span[]): number {
  const changes = spans.flatMap(({ from, until }) => [
    { at: from, by: 1 },
    ...(until === undefined ? [] : [{ at: until, by: -1 }]),
  ]);
  let [now, most] = [0, 0];
  for (const { by } of changes.sort((a, b) => a.at - b.at || a.by - b.by)) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}
