import type { Redis } from 'ioredis';
import { type Dispatcher, request } from 'undici';
import type { Clock } from '../clock.ts';
import type { CoreSettings } from '../config.ts';
import { openConnections } from '../generation/exchange/http.ts';
import { type ModelSource, openModels } from '../generation/registry.ts';
import { keysFor } from '../keys.ts';
import { silentLog } from '../log.ts';
import { compareClocks } from '../operations/clock-check.ts';
import { examineModel } from '../operations/model-check.ts';
import type { Finding } from '../platform.ts';

/** How long a host may take for the time of day, milliseconds. */
const hostMs = 5000;

/** Asks every provider that has credentials one short question, the usual one first: a chat may choose any of them. */
export async function examineModels(settings: CoreSettings, redis: Redis, clock: Clock): Promise<Finding[]> {
  const dispatcher = openConnections();
  try {
    const keys = keysFor(settings.REDIS_PREFIX);
    const sources = openModels(settings, { redis, keys, dispatcher, clock, log: silentLog });
    const answers = await Promise.all([...sources.values()].map(source => examineAnswer(source, settings)));
    const hosts = new Set([...sources.values()].map(({ baseUrl }) => new URL(baseUrl).origin));
    const clocks = await Promise.all([...hosts].map(host => examineHostClock(host, dispatcher, clock)));
    return [...answers, ...clocks.flat(), ...endOfWorkshop(settings, answers)];
  } finally {
    await dispatcher.close();
  }
}

/** The persona goes along: the vendor may dislike it. */
function examineAnswer({ usual, open }: ModelSource, settings: CoreSettings): Promise<Finding> {
  const model = open(usual);
  const { SYSTEM_PROMPT: system, MODEL_FIRST_BYTE_TIMEOUT_MS: patienceMs } = settings;
  const prompt = {
    ...(system === undefined ? {} : { system }),
    messages: [{ role: 'user', content: '你好' }],
    parameters: {},
    userHash: 'doctor',
  } as const;
  return examineModel(model.name, signal => model.ask(prompt, signal), AbortSignal.timeout(patienceMs));
}

/** The `Date` of any answer of the host will do. An unreachable host is told by the model's own line. */
async function examineHostClock(url: string, dispatcher: Dispatcher, clock: Clock): Promise<Finding[]> {
  try {
    const { headers, body } = await request(url, {
      method: 'HEAD',
      dispatcher,
      signal: AbortSignal.timeout(hostMs),
    });
    await body.dump();
    const theirs = Date.parse(String(headers['date']));
    return Number.isNaN(theirs) ? [] : [compareClocks(new URL(url).host, theirs, clock.now())];
  } catch {
    return [];
  }
}

/** Whoever has only keys of V1, and sees them fail, should know of its end: https://cloud.baidu.com/doc/qianfan/s/rmse4vxp8 */
function endOfWorkshop(settings: CoreSettings, answers: readonly Finding[]): Finding[] {
  if (settings.QIANFAN_API_KEY || answers.every(({ level }) => level !== 'bad')) return [];
  return [
    {
      level: 'note',
      what: 'ERNIE_API_KEY is for Wenxin Workshop V1, whose end Baidu announced for 2026-08-31',
      remedy: 'take a key of Qianfan V2 and set QIANFAN_API_KEY',
    },
  ];
}
