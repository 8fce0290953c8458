import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, sendJson } from '../http.ts';
import type { Call } from './calls.ts';

/** What other processes may do with the simulator. */
export interface Controlled {
  readonly calls: readonly Call[];
  readonly tokenRequests: number;
  fault(name: string, times?: number, about?: string): void;
  clearFaults(name?: string): void;
  advance(ms: number): void;
}

/** The routes under `/_simulator/`: queue faults, clear them, move the clock, read the calls. */
export async function control(
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  simulator: Controlled,
): Promise<void> {
  switch (`${req.method} ${path}`) {
    case 'POST /_simulator/faults':
      return obey(req, res, ({ fault, times = 1, about = '' }) => {
        // JSON has no infinity: the word stands for it.
        const often = times === 'Infinity' ? Number.POSITIVE_INFINITY : Number(times);
        simulator.fault(String(fault), often, String(about));
      });
    case 'DELETE /_simulator/faults':
      return obey(req, res, ({ fault }) =>
        simulator.clearFaults(fault === undefined ? undefined : String(fault)),
      );
    case 'POST /_simulator/advance':
      return obey(req, res, ({ ms }) => simulator.advance(Number(ms)));
    case 'GET /_simulator/calls':
      return sendJson(res, 200, simulator.calls);
    case 'GET /_simulator/tokens':
      return sendJson(res, 200, { requests: simulator.tokenRequests });
    default:
      return sendJson(res, 404, { error: 'no such control route: see docs/simulators.md' });
  }
}

/** Does what the body asks for; an empty one is `{}`. */
async function obey(
  req: IncomingMessage,
  res: ServerResponse,
  act: (body: Record<string, unknown>) => void,
): Promise<void> {
  try {
    act(JSON.parse((await readBody(req)).toString() || '{}'));
    sendJson(res, 200, { ok: true });
  } catch (error) {
    sendJson(res, 400, { error: error instanceof Error ? error.message : String(error) });
  }
}
