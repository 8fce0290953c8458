import type { IncomingMessage, ServerResponse } from 'node:http';
import { fateOf, type Moment, portOf } from '../watch.ts';
import type { ChatWorld } from './chat-world.ts';
import { perform } from './perform.ts';
import { jsonType, whole } from './steps.ts';
import { type Dialect, Refusal, type Reply } from './vocabulary.ts';

/** The token endpoint of V1: its parameters are in the query, the body is ignored. */
export async function grantToken(
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
  dialect: Dialect,
  world: ChatWorld,
): Promise<void> {
  req.resume();
  const watched = (stage: Moment['stage']) =>
    fateOf(world.watch, req, { stage, api: 'token', about: req.url ?? '', port: portOf(req) });
  if ((await watched('arrived')) === 'go on')
    await perform(res, decide(req.method, url, dialect, world), () => watched('landed'));
  else req.socket.resetAndDestroy();
}

function decide(method: string | undefined, url: URL, dialect: Dialect, world: ChatWorld): Reply {
  try {
    if (method !== 'POST') throw new Refusal('invalid_request', 'only POST is allowed', { status: 405 });
    const granted = world.tokens.issue(url.searchParams, world.clock.now());
    const fault = world.faults.take('token')?.fault;
    return fault?.kind === 'reply'
      ? fault.reply(dialect)
      : whole('ok', 200, jsonType, JSON.stringify(granted));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const body = { error: error.code, error_description: error.message };
    return whole(error.code, error.status, jsonType, JSON.stringify(body));
  }
}
