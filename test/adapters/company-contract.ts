import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PlatformFailure } from '../../src/errors.ts';
import type { Arrival, Person } from '../../src/message.ts';
import type { KeepRecord, Platform, ReplyTarget, TextFile } from '../../src/platform.ts';
import { eventually } from '../support/eventually.ts';
import type { PlatformStage, Told } from './platform-contract.ts';

/** A platform with its simulator, where it tells who people are and what becomes of a chat. */
export interface CompanyStage extends PlatformStage {
  /** A person takes back what they said. */
  takeBack(chatId: string, messageId: string): Told<void>;
  /** The files that the bot sent, oldest first. */
  files(chatId: string): Told<readonly TextFile[]>;
  /** A new group that the bot is in. */
  group(): Told<GroupStage>;
}

/** What somebody asked in a group. */
export interface Question {
  readonly messageId: string;
  /** Where a reply needs to know whom. */
  readonly asker?: Person;
  readonly mentioned: Person;
  readonly quoted: Person;
}

/** How a platform differs from the others. */
export interface CompanyTraits {
  /** Whether a message can be the reply to another. */
  readonly replies?: boolean;
  /** Whether a message's text has the names of whom it mentions. */
  readonly names?: boolean;
}

/** A group. */
export interface GroupStage {
  readonly chatId: string;
  /** Somebody asks the bot, beside it mentions somebody, and quotes a third person. */
  ask(): Told<Question>;
  /** Which messages those of the bot answer, oldest first; where one can be the reply to another. */
  answered(): Told<readonly (string | undefined)[]>;
  /** The bot is thrown out, and taken in again. */
  throwOut(): Told<void>;
  takeIn(): Told<void>;
  /** The group is no more. */
  disband(): Told<void>;
}

/** What an adapter must do whose platform sends files and tells of groups. */
export function companyContract(
  name: string,
  openStage: () => Promise<CompanyStage>,
  { replies = true, names = true }: CompanyTraits = {},
): void {
  describe(`${name} in company`, () => {
    let stage: CompanyStage;
    let platform: Platform;
    beforeEach(async () => {
      stage = await openStage();
      platform = await stage.openPlatform();
    });
    afterEach(async () => {
      await platform.intake.stop();
      await platform.close();
      await stage.close();
    });

    const keep: KeepRecord = async () => {};
    async function listen() {
      const arrivals: Arrival[] = [];
      await platform.intake.start(async arrival => {
        arrivals.push(arrival);
      });
      return arrivals;
    }
    async function question(): Promise<ReplyTarget & { readonly questionId: string }> {
      const { chatId, messageId, asker } = await stage.say('你好');
      return { chat: { id: chatId, kind: 'direct' }, questionId: messageId, ...(asker && { asker }) };
    }
    async function inGroup({
      chatId,
      ask,
    }: GroupStage): Promise<ReplyTarget & { readonly questionId: string }> {
      const { messageId, asker } = await ask();
      return { chat: { id: chatId, kind: 'group' }, questionId: messageId, ...(asker && { asker }) };
    }
    const send = async (target: ReplyTarget, file: TextFile) => {
      if (!platform.sendFile) throw new Error('it sends no files');
      await platform.sendFile(target, file);
    };
    const gone = { name: PlatformFailure.name, kind: 'gone' };
    const file = { name: '对话.md', text: '# 对话\n\n你好，“言桥”！\r\n\r\n完\n' };

    test('an answer and a file arrive also when the question was taken back', async () => {
      const target = await question();
      await stage.takeBack(target.chat.id, target.questionId);
      await platform.open(target, keep).finish('完。');
      await send(target, file);
      expect((await stage.screen(target.chat.id))[0]?.text).toBe('完。');
      expect(await stage.files(target.chat.id)).toEqual([file]);
    });

    test('a file comes whole, with its name', async () => {
      const target = await question();
      await send(target, file);
      expect(await stage.files(target.chat.id)).toEqual([file]);
    });

    test.each(['busy', 'unreachable'] as const)('a file comes after a platform that is %s', async how => {
      const target = await question();
      stage.spoil(target.chat.id, how);
      await send(target, file);
      expect(await stage.files(target.chat.id)).toEqual([file]);
    });

    test('a file for a person who wants nothing of the bot any more is gone for ever', async () => {
      const target = await question();
      await stage.block(target.chat.id);
      await expect(send(target, file)).rejects.toMatchObject(gone);
    });

    test('a question in a group tells whom it mentions and whom it quotes', async () => {
      const group = await stage.group();
      const arrivals = await listen();
      const { messageId, mentioned, quoted } = await group.ask();
      const asked = await eventually('the question', () =>
        arrivals.find(arrival => arrival.kind === 'message' && arrival.message.id === messageId),
      );
      expect(asked).toMatchObject({
        author: 'person',
        address: 'mention',
        message: { mentions: [mentioned], quoted: { senderId: quoted.id, senderName: quoted.name } },
      });
      if (names) expect(asked).toHaveProperty('message.text', expect.stringContaining(`@${mentioned.name}`));
    });

    if (replies)
      test('an answer and a file in a group answer the question, so that its asker is told', async () => {
        const group = await stage.group();
        const target = await inGroup(group);
        await platform.open(target, keep).finish('完。');
        await send(target, file);
        expect(await group.answered()).toEqual([target.questionId, target.questionId]);
      });

    test('it is told that the bot came into a group, was thrown out and taken in again', async () => {
      const group = await stage.group();
      const arrivals = await listen();
      const states = () =>
        arrivals.flatMap(arrival =>
          arrival.kind === 'membership' && arrival.chat.id === group.chatId ? [arrival.state] : [],
        );
      await eventually('the beginning', () => states().length === 1);
      await group.throwOut();
      await eventually('the end', () => states().length === 2);
      await group.takeIn();
      await eventually('the return', () => states().length === 3);
      expect(states()).toEqual(['joined', 'left', 'joined']);
    });

    test.each(['throwOut', 'disband'] as const)('a group is left after %s, and gone for ever', async end => {
      const group = await stage.group();
      const target = await inGroup(group);
      await group[end]();
      const arrivals = await listen();
      await eventually('the end', () =>
        arrivals.some(arrival => arrival.kind === 'membership' && arrival.state === 'left'),
      );
      await expect(platform.open(target, keep).finish('完。')).rejects.toMatchObject(gone);
      await expect(send(target, file)).rejects.toMatchObject(gone);
    });
  });
}
