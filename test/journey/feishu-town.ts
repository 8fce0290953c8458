import { type FeishuSimulator, startFeishu } from '../../simulators/feishu/index.ts';
import type { FeishuOptions } from '../../simulators/feishu/options.ts';
import type { ScreenMessage } from '../../simulators/feishu/screen.ts';
import { eventually } from '../support/eventually.ts';
import { redeliveries } from '../support/redeliveries.ts';
import { isGreeting, openTown, type Town } from './town.ts';

/** A town where people use Feishu. */
export interface FeishuTown extends Omit<Town, 'replies' | 'finished'> {
  readonly feishu: FeishuSimulator;
  /** The bot's messages in a chat, oldest first, but for its greeting. */
  replies(chat: { id: string }): ScreenMessage[];
  /** Waits for the answer to one message: it does not grow any more. */
  answerTo(chat: { id: string }, question: string, withinMs?: number): Promise<ScreenMessage>;
}

export async function openFeishuTown(
  options: Parameters<typeof openTown>[0] & { feishu?: FeishuOptions } = {},
): Promise<FeishuTown> {
  const feishu = await startFeishu({ redeliverMs: redeliveries(200), ...options.feishu });
  const settings = { ...feishuSettings(feishu), ...options.settings };
  const town = await openTown({ ...options, settings });
  const replies = (chat: { id: string }) =>
    feishu.messages(chat).filter(({ byBot, text }) => byBot && !isGreeting(text));
  return {
    ...town,
    feishu,
    replies,
    answerTo: (chat, question, withinMs) =>
      eventually(
        'the answer',
        () => replies(chat).find(reply => reply.replyTo === question && isOver(reply)),
        withinMs,
      ),
    async close() {
      await town.close();
      await feishu.close();
    },
  };
}

/** Whether it is whole: its text grows no more, and its buttons, which change in another call, are those of an end. */
export const isOver = ({ buttons, streaming }: Pick<ScreenMessage, 'buttons' | 'streaming'>) =>
  !streaming && buttons.every(({ id }) => id !== 'stop');

/** With these a bot finds the simulator. */
export function feishuSettings({ appId, appSecret, url }: FeishuSimulator) {
  return { FEISHU_APP_ID: appId, FEISHU_APP_SECRET: appSecret, FEISHU_DOMAIN: url };
}
