import type { Evidence } from './evidence.ts';

/** Whoever waits hears so late at most that the model answers again, and words take their way to the screen. */
const noticeMs = 2000;

/**
 * Whether somebody who had waited `since` then could be told at `until` that the model is down: for `outageMs` it was asked,
 * and no call of anybody's, about whatever question, came to a good end. An answer just before may not have been heard of yet.
 */
export function isOutage(
  since: number,
  until: number,
  { modelCalls, outageMs }: Pick<Evidence, 'modelCalls' | 'outageMs'>,
): boolean {
  const ends = (isGood: boolean) =>
    modelCalls.flatMap(({ outcome, endedAt }) =>
      endedAt !== undefined && (outcome === 'answered') === isGood ? [endedAt] : [],
    );
  const answered = ends(true);
  const failed = ends(false);
  const unheard = answered.filter(at => at >= until - noticeMs && at <= until);
  return [until, ...unheard].some(told => {
    const silentSince = Math.max(since, ...answered.filter(at => at < told));
    return told - silentSince >= outageMs && failed.some(at => at >= silentSince && at <= told);
  });
}
