import { listen, readBody, sendJson } from '../simulators/http.ts';

/** Faults by name, and what brings each about. */
export type Strikes = Readonly<Record<string, (times: number) => unknown>>;

/**
 * Offers faults to the console: `GET` lists their names, `POST {fault, times}` brings one about. It answers as soon as that
 * has begun: a worker takes seconds to come back.
 */
export async function serveFaults(
  strikes: Strikes,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { url, close } = await listen(async (request, response) => {
    if (request.method === 'GET') return sendJson(response, 200, { faults: Object.keys(strikes) });
    const { fault = '', times = 1 } = JSON.parse((await readBody(request)).toString()) as {
      fault?: string;
      times?: number;
    };
    const strike = Object.hasOwn(strikes, fault) ? strikes[fault] : undefined;
    if (!strike) return sendJson(response, 404, {});
    // One that fails later than this is seen in the bot's log.
    Promise.resolve(strike(times)).catch(() => {});
    return sendJson(response, 200, {});
  });
  return { url: `${url}/`, close };
}
