import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../http.ts';
import { fateOf, type Moment, portOf } from '../watch.ts';
import { answer } from './answer.ts';
import { askedNow } from './asked-now.ts';
import { beginCall, type RunningCall } from './calls.ts';
import type { ChatWorld } from './chat-world.ts';
import { answerTokensOf, promptTokensOf } from './estimate.ts';
import { inParts } from './going-on.ts';
import { perform } from './perform.ts';
import { respond } from './respond.ts';
import { told } from './steps.ts';
import { type Dialect, type Prompt, Refusal, type Reply } from './vocabulary.ts';

/** One chat call, from its arrival to the last byte; its record in `world.calls` is kept up to date. */
export async function chat(
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
  dialect: Dialect,
  world: ChatWorld,
): Promise<void> {
  const call = beginCall(dialect.provider, world.calls.length + 1, world.clock.now(), portOf(req));
  world.calls.push(call);
  let end: 'ended' | 'cut' | 'aborted' = 'aborted';
  try {
    // Before the body is read, so that calls are let in by the order of their arrival.
    const refusal = admission(req, url, dialect, call, world);
    const { text, json } = await readJson(req);
    call.body = json ?? text;
    const watched = (stage: Moment['stage']) =>
      fateOf(world.watch, req, { stage, api: 'chat', about: (req.url ?? '') + text, port: call.port });
    const fate = await watched('arrived');
    if (fate === 'go on') {
      const reply = refusal ? told(refusal, dialect) : decide(json, url, dialect, call, world);
      call.outcome = reply.outcome;
      const rate = world.rates[dialect.provider].headers(call.time);
      end = await perform(res, { ...reply, headers: { ...rate, ...reply.headers } }, () => watched('landed'));
    } else if (fate === 'cut') {
      req.socket.resetAndDestroy();
      end = 'cut';
    }
    if (end === 'cut') call.outcome = 'cut';
  } finally {
    call.aborted = end === 'aborted';
    call.endedAt = world.clock.now();
    world.onCall?.(call);
  }
}

/** Why a call is not let in, if it is not. */
function admission(
  req: IncomingMessage,
  url: URL,
  dialect: Dialect,
  call: RunningCall,
  world: ChatWorld,
): Refusal | undefined {
  try {
    dialect.admit(req, url, call.time);
    const over = world.rates[dialect.provider].begin(call.time);
    return over && dialect.overLimit(over);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error;
  }
}

function decide(json: unknown, url: URL, dialect: Dialect, call: RunningCall, world: ChatWorld): Reply {
  try {
    return reply(dialect.read(json, url.pathname.split('/').at(-1) ?? ''), dialect, call, world);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return told(error, dialect);
  }
}

function reply(prompt: Prompt, dialect: Dialect, call: RunningCall, world: ChatWorld): Reply {
  const rate = world.rates[dialect.provider];
  const promptTokens = promptTokensOf(prompt);
  if (!rate.hasRoomFor(promptTokens, call.time)) throw dialect.overLimit('tokens');
  const { question, results } = askedNow(inParts(prompt).prompt);
  const taken = world.faults.take(dialect.provider, [question, ...results].join('\n'));
  call.fault = taken?.name;
  const fault = taken?.fault;
  if (fault?.kind === 'reply' && fault.expiresTokens) world.tokens.expireAll();
  const said = answer(prompt, world.replyText);
  const turn = { id: call.id, created: Math.floor(call.time / 1000) };
  const planned = respond(said, prompt, turn, dialect, world.chunkMs, fault);
  if (planned.outcome === 'ok') rate.spend(promptTokens + answerTokensOf(said), call.time);
  return fault?.kind === 'headers'
    ? { ...planned, headers: { ...planned.headers, ...fault.headers } }
    : planned;
}

/** `json` is undefined where the text is none. */
async function readJson(req: IncomingMessage): Promise<{ text: string; json: unknown }> {
  const text = (await readBody(req)).toString();
  try {
    return { text, json: JSON.parse(text) };
  } catch {
    return { text, json: undefined };
  }
}
