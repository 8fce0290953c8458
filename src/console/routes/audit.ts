import { json } from '../answers.ts';
import type { AuditLine } from '../audit-line.ts';
import type { Route } from '../route.ts';
import { wholeNumberOf } from '../whole-number.ts';

const usualCount = 50;
const mostAtOnce = 500;

/**
 * `audit?before=&seen=&count=`: what was done with the rights of an admin, the latest first. `seen`: how many of the very
 * moment `before` were told already; those that several processes wrote at once may stand on two pages.
 */
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
        let toSkip = wholeNumberOf(query.get('seen')) ?? Number.POSITIVE_INFINITY;
        const isNews = (at: number) => at < before || (at === before && toSkip-- <= 0);
        return json({ entries: await audit.recent(count, ({ at }) => isNews(at)) });
      },
    },
  ];
}
