import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PlatformFailure, Superseded } from '../../src/errors.ts';
import type { Arrival, ButtonPress, Person } from '../../src/message.ts';
import type { Accept, KeepRecord, Platform, ReplyRecord, ReplyTarget } from '../../src/platform.ts';
import { eventually } from '../support/eventually.ts';
import { buttonsWith } from './world.ts';

/** What a simulator tells at once, and a platform that is kept elsewhere a little later. */
export type Told<T> = T | Promise<T>;

/** A platform with its simulator, as one test needs it. */
export interface PlatformStage {
  /** One process's platform; each call opens another on the same accounts. */
  openPlatform(): Promise<Platform>;
  /** Somebody new writes to the bot directly. @returns what identifies the message; `asker` where a reply needs to know whom */
  say(text: string): Told<{ readonly chatId: string; readonly messageId: string; readonly asker?: Person }>;
  /** What the bot shows in a direct chat now, oldest first. */
  screen(chatId: string): Told<readonly { readonly text: string; readonly stoppable: boolean }[]>;
  /** The person presses Stop on the bot's latest message. @returns what they read */
  pressStop(chatId: string): Promise<string | undefined>;
  /** What the platform does to the next write in this chat. */
  spoil(chatId: string, how: 'busy' | 'unreachable'): void;
  /** The person wants nothing of the bot any more. */
  block(chatId: string): Told<void>;
  /** Whom the bot's messages in this chat mention. */
  mentioned(chatId: string): Told<readonly string[]>;
  close(): Promise<void>;
}

/** How a platform differs from the others. */
export interface PlatformTraits {
  /** Whether it hears of pressed buttons; where it does not, replies have none. */
  readonly buttons?: boolean;
  /** How it is set up, where that makes a difference. */
  readonly mode?: string;
}

/** What every adapter must do, whatever its platform is: each is run through this with its simulator. */
export function platformContract(
  name: string,
  openStage: () => Promise<PlatformStage>,
  { buttons = true, mode }: PlatformTraits = {},
): void {
  describe(`${name} keeps the platform contract${mode ? ` (${mode})` : ''}`, () => {
    let stage: PlatformStage;
    let platform: Platform;
    const opened: Platform[] = [];
    beforeEach(async () => {
      stage = await openStage();
      platform = await open();
    });
    afterEach(async () => {
      for (const each of opened.splice(0)) {
        await each.intake.stop();
        await each.close();
      }
      await stage.close();
    });

    async function open(): Promise<Platform> {
      const another = await stage.openPlatform();
      opened.push(another);
      return another;
    }

    /** Takes arrivals, and refuses where it is told so. */
    async function listen(accept: Accept = async () => {}) {
      const arrivals: Arrival[] = [];
      await platform.intake.start(async arrival => {
        await accept(arrival);
        arrivals.push(arrival);
      });
      return arrivals;
    }

    const question = async (text = '你好'): Promise<ReplyTarget> => {
      const { chatId, messageId, asker } = await stage.say(text);
      return {
        chat: { id: chatId, kind: 'direct' },
        questionId: messageId,
        ...(asker && { asker }),
        buttons: buttonsWith('token-1'),
      };
    };
    const kept = () => {
      const records: ReplyRecord[] = [];
      const keep: KeepRecord = async record => {
        records.push(record);
      };
      return { records, keep };
    };
    const texts = async (target: ReplyTarget) => (await stage.screen(target.chat.id)).map(({ text }) => text);
    const never = new AbortController().signal;

    test('what a person writes arrives', async () => {
      const arrivals = await listen();
      const { chatId, messageId } = await stage.say('你好');
      const arrival = await eventually('the message', () => arrivals.find(({ kind }) => kind === 'message'));
      expect(arrival).toMatchObject({
        author: 'person',
        address: 'direct',
        content: 'text',
        message: { platform: name, id: messageId, chat: { id: chatId, kind: 'direct' }, text: '你好' },
      });
    });

    test('what could not be kept is delivered again', async () => {
      let refusals = 2;
      const arrivals = await listen(async arrival => {
        if (arrival.kind === 'message' && refusals-- > 0) throw new Error('Redis is away');
      });
      await stage.say('你好');
      await eventually('the message', () => arrivals.some(({ kind }) => kind === 'message'));
      expect(refusals).toBeLessThan(0);
    });

    test('a reply grows in one message, and loses its Stop button at the end', async () => {
      const target = await question();
      const reply = platform.open(target, kept().keep);
      for (const state of ['第一句。', '第一句。第二句。']) {
        await reply.ready(never);
        await reply.show(state);
        expect(await stage.screen(target.chat.id)).toEqual([{ text: state, stoppable: buttons }]);
      }
      await reply.finish('第一句。第二句。第三句。');
      expect(await stage.screen(target.chat.id)).toEqual([
        { text: '第一句。第二句。第三句。', stoppable: false },
      ]);
    });

    test('another process goes on with the same message', async () => {
      const target = await question();
      const { records, keep } = kept();
      const first = platform.open(target, keep);
      await first.ready(never);
      await first.show('第一句。');
      first.release();
      const record = JSON.parse(JSON.stringify(records.at(-1))) as ReplyRecord;
      await (await open()).resume(target, record, keep).finish('第一句。完。');
      expect(await stage.screen(target.chat.id)).toEqual([{ text: '第一句。完。', stoppable: false }]);
    });

    test('who does not own the reply any more sends nothing', async () => {
      const target = await question();
      const reply = platform.open(target, async () => {
        throw new Superseded('another process');
      });
      // Where an answer comes whole, nothing is shown that could be refused.
      await reply.show('迟到的话。').catch(error => expect(error).toBeInstanceOf(Superseded));
      await expect(reply.finish('迟到的话。')).rejects.toThrow(Superseded);
      reply.release();
      expect(await texts(target)).toEqual([]);
    });

    test('a last state is shown once, however often it is repeated', async () => {
      const target = await question();
      const { records, keep } = kept();
      await platform.open(target, keep).finish('完。');
      const record = records.at(-1) as ReplyRecord;
      await platform.resume(target, record, keep).finish('完。');
      expect(await texts(target)).toEqual(['完。']);
    });

    test.each(['busy', 'unreachable'] as const)(
      'a last state lands after a platform that is %s',
      async how => {
        const target = await question();
        const reply = platform.open(target, kept().keep);
        await reply.ready(never);
        await reply.show('第一句。');
        stage.spoil(target.chat.id, how);
        await reply.finish('第一句。完。');
        expect(await stage.screen(target.chat.id)).toEqual([{ text: '第一句。完。', stoppable: false }]);
      },
    );

    test('an intermediate state that is refused does no harm', async () => {
      const target = await question();
      const reply = platform.open(target, kept().keep);
      await reply.ready(never);
      await reply.show('第一句。');
      stage.spoil(target.chat.id, 'busy');
      await reply.ready(never);
      await reply.show('第一句。第二句。');
      await reply.finish('第一句。第二句。完。');
      expect(await texts(target)).toEqual(['第一句。第二句。完。']);
    });

    test('an answer of any length arrives whole', async () => {
      const sentences = Array.from({ length: 4000 }, (_, i) => `这是第${i + 1}句话。`);
      const target = await question();
      await platform.open(target, kept().keep).finish(sentences.join(''));
      expect((await texts(target)).join('').replace(/\s/g, '')).toBe(sentences.join(''));
    });

    test('an answer that became shorter leaves nothing of the longer one', async () => {
      const target = await question();
      const { keep } = kept();
      const reply = platform.open(target, keep);
      await reply.ready(never);
      await reply.show('长。'.repeat(3000));
      await reply.finish('短。');
      expect(await texts(target)).toEqual(['短。']);
    });

    test.each([
      '**没有结束',
      '```js\nconst x = 1',
      '<b>不是标签</b> <at id=all></at> &amp; \\',
      '| a | b |\n| - | - |\n| 1 | 2',
      '![图](https://example.com/x.png)',
      '[链接](javascript:alert(1))',
      '👨‍👩‍👧'.repeat(50),
    ])('Markdown that is hard to render lands: %j', async markdown => {
      const target = await question();
      await platform.open(target, kept().keep).finish(markdown);
      expect(await texts(target)).toHaveLength(1);
    });

    test('what a model writes mentions nobody', async () => {
      const target = await question();
      await platform
        .open(target, kept().keep)
        .finish('@all @everyone @yanqiao_bot <at id=all></at> <at user_id="all">所有人</at>');
      expect(await stage.mentioned(target.chat.id)).toEqual([]);
    });

    if (buttons)
      test('a pressed Stop button brings its token back, and the person reads an answer', async () => {
        const presses: ButtonPress[] = [];
        await listen(async arrival => {
          if (arrival.kind !== 'press') return;
          presses.push(arrival.press);
          void arrival.press.answer('已停止');
        });
        const target = await question();
        const reply = platform.open(target, kept().keep);
        await reply.ready(never);
        await reply.show('第一句。');
        expect(await stage.pressStop(target.chat.id)).toBe('已停止');
        expect(presses).toMatchObject([{ platform: name, action: 'stop', token: 'token-1' }]);
        await reply.finish('第一句。');
      });

    test('words that nobody asked for can be said', async () => {
      const { chatId, asker } = await stage.say('你好');
      const chat = { id: asker?.id ?? chatId, kind: 'direct' } as const;
      await platform.open({ chat }, kept().keep).finish('告诉管理员。');
      expect(await stage.screen(chatId)).toEqual([{ text: '告诉管理员。', stoppable: false }]);
    });

    test('a person who wants nothing of the bot any more is gone for ever', async () => {
      const target = await question();
      await stage.block(target.chat.id);
      const finished = platform.open(target, kept().keep).finish('完。');
      await expect(finished).rejects.toMatchObject({ name: PlatformFailure.name, kind: 'gone' });
    });
  });
}
