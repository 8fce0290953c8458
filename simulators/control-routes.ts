import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Handler, readBody, sendJson } from './http.ts';

/** One route for each thing that another process may do: `<verb> <name>` under `/_simulator/`, JSON in, JSON out. */
export type ControlRoutes<C, B> = Record<string, (control: C, body: B) => unknown>;

/**
 * Answers a control request: 200 with the result, 404 for an unknown route, 400 with what was wrong. The query joins the body.
 * Any other request goes to `serve`.
 */
export function controlled<C, B>(
  routes: ControlRoutes<C, B>,
  control: C,
  serve: (req: IncomingMessage, res: ServerResponse, url: URL) => void | Promise<void>,
): Handler {
  return async (req, res) => {
    const url = new URL(req.url ?? '/', 'http://loopback');
    if (!url.pathname.startsWith('/_simulator/')) return serve(req, res, url);
    const route = routes[`${req.method} ${url.pathname.slice('/_simulator/'.length)}`];
    if (!route) return sendJson(res, 404, { error: 'unknown route', routes: Object.keys(routes) });
    try {
      const source = (await readBody(req)).toString() || '{}';
      const body: B = { ...JSON.parse(source), ...Object.fromEntries(url.searchParams) };
      sendJson(res, 200, (await route(control, body)) ?? {});
    } catch (error) {
      sendJson(res, 400, { error: error instanceof Error ? error.message : String(error) });
    }
  };
}
