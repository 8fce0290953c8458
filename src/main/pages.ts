import type { Routes } from '../arrival/server.ts';
import { readiness } from '../operations/health.ts';
import type { Platform } from '../platform.ts';
import type { House } from './house.ts';

const json = (status: number, value: unknown) => ({
  status,
  type: 'application/json',
  body: JSON.stringify(value),
});

/** What the process serves. */
export function pagesOf(
  house: House,
  intakes: ReadonlyMap<string, Platform>,
  sites: NonNullable<Routes['sites']>,
): Routes {
  const { metrics, store, bills, clock } = house;
  const webhooks: [string, NonNullable<Platform['intake']['webhook']>][] = [];
  for (const [name, { intake }] of intakes) {
    if (intake.webhook) webhooks.push([name, intake.webhook]);
  }
  return {
    webhooks: new Map(webhooks),
    sites,
    pages: new Map([
      ['/healthz', async () => json(200, { alive: true })],
      [
        '/readyz',
        async () => {
          const answers = await store.hasty.ping().then(
            () => true,
            () => false,
          );
          const states = [...intakes].map(([name, { intake }]) => [name, intake.state()]);
          const { status, body } = readiness(answers, Object.fromEntries(states));
          return json(status, body);
        },
      ],
      [
        '/metrics',
        async () => {
          // Without Redis the other figures are still worth reading.
          await Promise.all([
            store.hasty.zcard(store.keys.pending).then(metrics.waiting),
            bills.read(clock.now()).then(metrics.billed),
          ]).catch(() => {});
          return { status: 200, type: metrics.type, body: await metrics.text() };
        },
      ],
    ]),
  };
}
