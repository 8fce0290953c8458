import type { Dialect, Refusal, Reply, Step } from './vocabulary.ts';

/** What every JSON reply of the vendor is sent as. */
export const jsonType = 'application/json;charset=utf-8';

/** The steps that send these frames, with a pause before each one (0: none). */
export function paced(frames: readonly string[], paceMs: number): Step[] {
  const sent = frames.flatMap((bytes): Step[] => [
    { kind: 'wait', ms: paceMs },
    { kind: 'write', bytes },
  ]);
  return [{ kind: 'head' }, ...(paceMs > 0 ? sent : sent.filter(step => step.kind !== 'wait'))];
}

/** A reply of one piece. */
export function whole(outcome: string, status: number, contentType: string, body: string): Reply {
  return { outcome, status, headers: { 'content-type': contentType }, steps: paced([body], 0) };
}

/** The reply that tells an error the way its API does. */
export function told(refusal: Refusal, dialect: Dialect): Reply {
  return whole(refusal.code, refusal.status, jsonType, dialect.word(refusal));
}
