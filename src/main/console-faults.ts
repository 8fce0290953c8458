import { Agent } from 'undici';
import type { Faults } from '../console/routes/faults.ts';
import { callJson } from '../json-call.ts';
import type { Undo } from './undo.ts';

const timeoutMs = 3000;

/** Faults that the demo offers at an address of its own: the simulators and the workers are its, not ours. */
export function faultsAt(url: string, undo: Undo): Faults {
  const dispatcher = new Agent();
  undo.add(() => dispatcher.close());
  return {
    list: async () => (await callJson({ dispatcher, method: 'GET', url, timeoutMs })).json,
    async inject(fault, times) {
      const body = { fault, times };
      const { status } = await callJson({ dispatcher, method: 'POST', url, body, timeoutMs });
      if (status !== 200 && status !== 404) throw new Error(`Faults are answered by ${status}.`);
      return status === 200;
    },
  };
}
