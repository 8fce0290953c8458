import { type DingtalkSimulator, startDingtalk } from '../../simulators/dingtalk/index.ts';
import type { DingtalkOptions } from '../../simulators/dingtalk/options.ts';
import type { ScreenMessage } from '../../simulators/dingtalk/screen.ts';
import { eventually } from '../support/eventually.ts';
import { redeliveries } from '../support/redeliveries.ts';
import { isGreeting, openTown, type Town } from './town.ts';

/** A town where people use DingTalk. */
export interface DingtalkTown extends Omit<Town, 'replies' | 'finished'> {
  readonly dingtalk: DingtalkSimulator;
  /** The bot's messages in a chat, oldest first. */
  replies(chat: { id: string }): ScreenMessage[];
  /** Waits until the bot has finished so many messages in a chat: none of them grows. @returns them */
  finished(chat: { id: string }, count: number, withinMs?: number): Promise<ScreenMessage[]>;
}

/** @param options.settings the bot's; answers grow in the simulator's card unless they say otherwise */
export async function openDingtalkTown(
  options: Parameters<typeof openTown>[0] & { dingtalk?: DingtalkOptions } = {},
): Promise<DingtalkTown> {
  const dingtalk = await startDingtalk({ redeliverMs: redeliveries(200), ...options.dingtalk });
  const settings = { ...dingtalkSettings(dingtalk), ...options.settings };
  const town = await openTown({ ...options, settings });
  const replies = (chat: { id: string }) =>
    dingtalk.messages(chat).filter(({ byBot, text }) => byBot && !isGreeting(text));
  return {
    ...town,
    dingtalk,
    replies,
    finished: (chat, count, withinMs) =>
      eventually(
        `${count} finished replies`,
        () => {
          const all = replies(chat);
          return all.length >= count && all.every(({ streaming }) => !streaming) && all;
        },
        withinMs,
      ),
    async close() {
      await town.close();
      await dingtalk.close();
    },
  };
}

/** With these a bot finds the simulator, and its answers grow in its card. */
export function dingtalkSettings({ clientId, clientSecret, url, templates }: DingtalkSimulator) {
  return {
    DINGTALK_CLIENT_ID: clientId,
    DINGTALK_CLIENT_SECRET: clientSecret,
    DINGTALK_API_BASE: url,
    DINGTALK_OAPI_BASE: url,
    DINGTALK_CARD_TEMPLATE_ID: templates[0] ?? '',
  };
}
