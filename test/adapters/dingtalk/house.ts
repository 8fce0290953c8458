import { inject, onTestFinished } from 'vitest';
import { dingtalk } from '../../../adapters/dingtalk/index.ts';
import { startDingtalk } from '../../../simulators/dingtalk/index.ts';
import type { DingtalkOptions } from '../../../simulators/dingtalk/options.ts';
import type { World } from '../../../src/adapter.ts';
import { type Clock, systemClock } from '../../../src/clock.ts';
import type { LogEvent } from '../../../src/log.ts';
import type { IncomingMessage } from '../../../src/message.ts';
import { answering, type ReplyRecord, type ReplyTarget } from '../../../src/platform.ts';
import type { WriteBudget } from '../../../src/write-budget.ts';
import { eventually } from '../../support/eventually.ts';
import { buttonsWith } from '../world.ts';
import { openWorld, settingsFor } from './world.ts';

/** How a house differs from the usual. */
export interface HouseParts {
  readonly simulator?: DingtalkOptions;
  readonly settings?: Readonly<Record<string, string>>;
  readonly world?: Partial<World>;
}

/** How a question is asked. */
export interface Asking {
  /** In this group; directly unless told. */
  readonly group?: { readonly id: string };
  readonly outsider?: boolean;
  readonly buttons?: boolean;
  readonly keep?: (record: ReplyRecord) => Promise<void>;
  readonly sessionWebhook?: string;
}

/** A platform of DingTalk with its simulator, where people ask over the stream; gone when the test is over. */
export async function openHouse({ simulator: options, settings, world: parts }: HouseParts = {}) {
  const simulator = await startDingtalk(options);
  const logged: { event: LogEvent; fields: object }[] = [];
  const alerts: string[] = [];
  const billed = { calls: 0, messages: 0 };
  const { world, close } = openWorld(inject('redisUrl'), {
    log: (event, fields) => logged.push({ event, fields }),
    alert: (_, alert) => alerts.push(alert),
    bill: (_, what) => {
      billed[what] += 1;
    },
    ...parts,
  });
  const platform = await dingtalk.create(settingsFor(simulator, settings), world);
  const arrived: IncomingMessage[] = [];
  await platform.intake.start(async arrival => {
    if (arrival.kind === 'message') arrived.push(arrival.message);
  });

  /** Somebody asks, and a reply is opened. */
  async function ask({ group, outsider = false, buttons = true, keep, sessionWebhook }: Asking = {}) {
    const person = simulator.person({ outsider });
    const chat = group ?? simulator.direct(person);
    const id = simulator.say(chat, person, '你好', {
      ...(group && { mentions: [simulator.bot] }),
      ...(sessionWebhook && { sessionWebhook }),
    });
    const message = await eventually('the question', () => arrived.find(message => message.id === id));
    const target: ReplyTarget = { ...answering(message), ...(buttons && { buttons: buttonsWith('abc') }) };
    const records: ReplyRecord[] = [];
    const keepRecord = async (record: ReplyRecord) => {
      await keep?.(record);
      records.push(JSON.parse(JSON.stringify(record)));
    };
    const since = simulator.calls.length;
    return {
      person,
      chat,
      target,
      records,
      reply: platform.open(target, keepRecord),
      resume: (record = records.at(-1) ?? {}) => platform.resume(target, record, keepRecord),
      screen: () => simulator.messages(chat).filter(({ byBot }) => byBot),
      /** What was called since, with the code of a refusal. */
      calls: () => simulator.calls.slice(since).map(({ api, code }) => (code ? `${api} ${code}` : api)),
    };
  }

  onTestFinished(async () => {
    await platform.intake.stop();
    await platform.close();
    close();
    await simulator.close();
  });
  return { simulator, world, platform, logged, alerts, billed, ask };
}

/** A house in which somebody has just asked. */
export async function openAndAsk(parts: HouseParts = {}) {
  const house = await openHouse(parts);
  return { ...house, ...(await house.ask()) };
}

/** Paragraphs of three thousand bytes. */
export const paragraphs = (count: number) =>
  Array.from({ length: count }, (_, i) => `第${i + 1}段。`.repeat(300)).join('\n\n');

/** A text without its blanks, as it stands on several pages. */
export const unbroken = (...texts: readonly string[]) => texts.join('').replace(/\s/g, '');

/** How long the stream's handshake and an access token are waited for, milliseconds: a busy machine may need all of it. */
const neverHastened: ReadonlySet<number> = new Set([15_000, 10_000]);

/** The system's clock, on which all other waits take so many times less. */
export const hastened = (factor: number): Clock => ({
  ...systemClock,
  sleep: (ms, signal) => systemClock.sleep(neverHastened.has(ms) ? ms : ms / factor, signal),
});

/** Where the pace is not what is tested. */
export const unbounded: WriteBudget = { take: async () => 0, block: async () => {} };

export const never = new AbortController().signal;
