import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, sendJson } from '../http.ts';
import type { Call } from './calls.ts';

/** What other processes may do with the simulator. */
export interface Controlled {
  readonly calls: readonly Call[];
  readonly tokenRequests: number;
  fault(name: string, times?: number, about?: string): void;
  clearFaults(): void;
}

/** The routes under `/_simulator/`: queue faults, clear them, read the calls. */
export async function control(
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  simulator: Controlled,
): Promise<void> {
  switch (`${req.method} ${path}`) {
    case 'POST /_simulator/faults':
      return queue(req, res, simulator);
    case 'DELETE /_simulator/faults':
      simulator.clearFaults();
      return sendJson(res, 200, { ok: true });
    case 'GET /_simulator/calls':
      return sendJson(res, 200, simulator.calls);
    case 'GET /_simulator/tokens':
      return sendJson(res, 200, { requests: simulator.tokenRequests });
    default:
      return sendJson(res, 404, { error: 'no such control route: see docs/simulators.md' });
  }
}

async function queue(req: IncomingMessage, res: ServerResponse, simulator: Controlled): Promise<void> {
  try {
    const { fault, times = 1, about = '' } = JSON.parse((await readBody(req)).toString());
    // JSON has no infinity: the word stands for it.
    simulator.fault(String(fault), times === 'Infinity' ? Number.POSITIVE_INFINITY : times, String(about));
    sendJson(res, 200, { ok: true });
  } catch (error) {
    sendJson(res, 400, { error: error instanceof Error ? error.message : String(error) });
  }
}
