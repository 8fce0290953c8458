import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Adapter } from '../../src/adapter.ts';
import type { IncomingMessage } from '../../src/message.ts';
import type { Model } from '../../src/model.ts';
import type { KeepRecord, Platform, Reply, ReplyRecord, ReplyTarget } from '../../src/platform.ts';

/** Told when an answer has landed. @param at milliseconds, by the machine's clock with fractions */
export type OnAnswer = (chat: string, at: number) => void;

/** A platform that bears everything at once; as on the real ones, a record is kept around a first send. */
export function instantPlatform(onAnswer: OnAnswer): Adapter {
  const reply = ({ chat }: ReplyTarget, keep: KeepRecord, record?: ReplyRecord): Reply => {
    let sent = record !== undefined;
    const write = async () => {
      if (sent) return;
      sent = true;
      await keep({ pages: [] });
      await keep({ pages: [1] });
    };
    const finish = async () => {
      await write();
      onAnswer(chat.id, machineTime());
    };
    return { ready: async () => {}, show: write, finish, fail: finish, release() {} };
  };
  const platform: Platform = {
    name: 'instant',
    intake: {
      start: async () => {},
      stop: async () => {},
      state: () => ({ ready: true, detail: 'instant' }),
    },
    open: (target, keep) => reply(target, keep),
    resume: (target, record, keep) => reply(target, keep, record),
    isChatAdmin: async () => false,
    close: async () => {},
  };
  return {
    name: 'instant',
    settings: z.object({}),
    openByDefault: true,
    identity: () => 'instant',
    configured: () => true,
    create: async () => platform,
    async *examine() {},
  };
}

/** A model that has its answer ready, or after `ms`. */
export function instantModel(ms: number): Model {
  return {
    name: 'instant',
    contextTokens: 3000,
    questionTokens: 3000,
    async *stream() {
      if (ms > 0) await delay(ms);
      yield { kind: 'text', text: '好。' };
      yield {
        kind: 'end',
        usage: { promptTokens: 2, completionTokens: 1 },
        truncated: false,
        forget: false,
      };
    },
  };
}

/** A question in a direct chat. */
export function aQuestion(chat: string, id: string): IncomingMessage {
  return {
    platform: 'instant',
    id,
    chat: { id: chat, kind: 'direct' },
    sender: { id: chat, name: '小言' },
    text: `请问第 ${id} 个问题怎么回答？`,
    sentAt: Date.now(),
  };
}

/** Milliseconds since 1970 with fractions, the same in all processes of a machine. */
export const machineTime = () => performance.timeOrigin + performance.now();
