import type { Case, Ended } from '../../case.ts';
import type { Evidence, Write } from '../../evidence.ts';
import { idsOf } from '../../ids-of.ts';
import { named } from '../../named.ts';
import type { Finding } from '../../verdict.ts';

/** Answers that several processes wrote in turns. */
export function contested({ answers, evidence }: Case): readonly Finding[] {
  return answers.flatMap(answer => {
    const late = lateWrites(answer, evidence);
    if (late.length === 0) return [];
    const { number } = answer.question;
    const processes = [...new Set(late.map(({ by }) => by))].join(', ');
    const words = `${processes} wrote the answer to ${named(answer.question)} when another process had taken it over.`;
    return [{ charge: 'overlapping', question: number, messages: idsOf(answer.messages), words }];
  });
}

/**
 * Writes that landed though somebody else had taken over. One call of a process that was killed or stood still may have
 * been under way. Whoever follows an owner that was killed, or told to stop, owns the answer, and may have owned it before.
 */
function lateWrites({ writes }: Ended, { kills, stops }: Evidence): readonly Write[] {
  const killed = (by: string, since: number, until: number) =>
    kills.some(({ of, at }) => of === by && at >= since && at <= until);
  const toldToStop = (by: string, until: number) => stops.some(({ of, at }) => of === by && at <= until);
  const known = new Set<string>();
  const forgiven = new Set<string>();
  const late: Write[] = [];
  let owner: { by: string; since: number } | undefined;
  for (const write of writes) {
    const { by, at, landedAt } = write;
    if (owner?.by === by) continue;
    if (!owner || !known.has(by) || killed(owner.by, owner.since, at) || toldToStop(owner.by, at)) {
      known.add(by);
      owner = { by, since: at };
    } else if (landedAt !== undefined) {
      if (killed(by, 0, at) && !forgiven.has(by)) forgiven.add(by);
      else late.push(write);
    }
  }
  return late;
}
