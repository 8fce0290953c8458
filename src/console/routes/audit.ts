import { json } from '../answers.ts';
import type { AuditLine } from '../audit-line.ts';
import type { Route } from '../route.ts';
import { wholeNumberOf } from '../whole-number.ts';

const usualCount = 50;
const mostAtOnce = 500;

/** `audit?before=&count=`: what was done with the rights of an admin, the latest first. */
export function auditRoutes(audit: {
  recent(count: number, fits?: (entry: AuditLine) => boolean): Promise<readonly AuditLine[]>;
}): readonly Route[] {
  return [
    {
      method: 'GET',
      path: 'audit',
      async answer({ request: { query } }) {
        const count = Math.min(wholeNumberOf(query.get('count')) ?? usualCount, mostAtOnce);
        const before = wholeNumberOf(query.get('before')) ?? Number.POSITIVE_INFINITY;
        return json({ entries: await audit.recent(count, ({ at }) => at < before) });
      },
    },
  ];
}
