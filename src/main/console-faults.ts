import { Agent } from 'undici';
import type { Faults } from '../console/routes/faults.ts';
import { callJson } from '../json-call.ts';

const timeoutMs = 3000;

/** Faults that the demo offers at an address of its own: the simulators and the workers are its, not ours. */
export function faultsAt(url: string): Faults {
  const dispatcher = new Agent();
  return {
    list: async () => (await callJson({ dispatcher, method: 'GET', url, timeoutMs })).json,
    inject: async (fault, times) =>
      (await callJson({ dispatcher, method: 'POST', url, body: { fault, times }, timeoutMs })).json,
  };
}
