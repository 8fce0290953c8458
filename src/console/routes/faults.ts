import { z } from 'zod';
import { json, problem } from '../answers.ts';
import type { Route } from '../route.ts';

/** What can go wrong on purpose, where everything around the bot is simulated. */
export interface Faults {
  /** Their names, as JSON. */
  list(): Promise<unknown>;
  /** @returns false where there is no such fault */
  inject(fault: string, times: number): Promise<boolean>;
}

const wishes = z.object({ fault: z.string().min(1).max(60), times: z.int().min(1).max(100).default(1) });

const none: Route = { method: 'GET', path: 'faults', answer: async () => json({ faults: [] }) };

/** `faults`: they are made in the demo alone. @param faults undefined where nothing is simulated */
export function faultRoutes(faults: Faults | undefined): readonly Route[] {
  if (!faults) return [none];
  return [
    { method: 'GET', path: 'faults', answer: async () => json(await faults.list()) },
    {
      method: 'POST',
      path: 'faults',
      async answer({ said }) {
        const { fault, times } = wishes.parse(said);
        return (await faults.inject(fault, times)) ? json({}) : problem('not-found');
      },
    },
  ];
}
