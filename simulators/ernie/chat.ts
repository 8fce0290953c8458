import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../http.ts';
import { answer } from './answer.ts';
import { beginCall, type RunningCall, wallClock } from './calls.ts';
import type { ChatWorld } from './chat-world.ts';
import { estimateTokens } from './estimate.ts';
import { perform } from './perform.ts';
import { respond } from './respond.ts';
import { told } from './steps.ts';
import { type Answer, type Dialect, type Prompt, Refusal, type Reply } from './vocabulary.ts';

/** One chat call, from its arrival to the last byte; its record in `world.calls` is kept up to date. */
export async function chat(
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
  dialect: Dialect,
  world: ChatWorld,
): Promise<void> {
  const call = beginCall(dialect.provider, world.calls.length + 1);
  world.calls.push(call);
  let end: 'ended' | 'aborted' = 'aborted';
  try {
    const reply = await decide(req, url, dialect, call, world);
    call.outcome = reply.outcome;
    end = await perform(res, reply);
  } finally {
    call.aborted = end === 'aborted';
    call.endedAt = wallClock();
    world.onCall?.(call);
  }
}

async function decide(
  req: IncomingMessage,
  url: URL,
  dialect: Dialect,
  call: RunningCall,
  world: ChatWorld,
): Promise<Reply> {
  try {
    dialect.admit(req, url, call.time);
    // Before the body is read, so that calls are let in by the order of their arrival.
    if (!world.rates[dialect.provider].admit(call.time)) throw dialect.overLimit();
    const { text, json } = await readJson(req);
    call.body = json ?? text;
    return reply(dialect.read(json, url.pathname.split('/').at(-1) ?? ''), dialect, call, world);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (!req.readableEnded) {
      const { text, json } = await readJson(req);
      call.body = json ?? text;
    }
    return told(error, dialect);
  }
}

function reply(prompt: Prompt, dialect: Dialect, call: RunningCall, world: ChatWorld): Reply {
  const taken = world.faults.take(dialect.provider, prompt.messages.at(-1)?.content);
  call.fault = taken?.name;
  const fault = taken?.fault;
  if (fault?.kind === 'reply' && fault.expiresTokens) world.tokens.expireAll();
  const said = answer(prompt, world.replyText);
  const turn = { id: call.id, created: Math.floor(call.time / 1000) };
  const planned = respond(said, prompt, turn, dialect, world.chunkMs, fault);
  const rateHeaders = {
    ...world.rates[dialect.provider].headers(call.time, tokensOf(prompt, said)),
    ...(fault?.kind === 'headers' && fault.headers),
  };
  return { ...planned, headers: { ...planned.headers, ...rateHeaders } };
}

function tokensOf(prompt: Prompt, said: Answer): number {
  const texts = [...said.texts, ...prompt.messages.map(message => message.content)];
  return texts.reduce((sum, text) => sum + estimateTokens(text), 0);
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
