import { startDingtalk } from '../../simulators/dingtalk/index.ts';
import { startFeishu } from '../../simulators/feishu/index.ts';
import { redeliveries } from '../support/redeliveries.ts';
import { adminId, type Corner, dingtalkCorner, feishuCorner, telegramCorner } from './corner.ts';
import { dingtalkSettings } from './dingtalk-town.ts';
import { feishuSettings } from './feishu-town.ts';
import { openTown, type Town } from './town.ts';

const platforms = ['telegram', 'feishu', 'dingtalk'] as const;

/** A town where people use all three platforms, which the same bots serve. */
export interface BigTown extends Omit<Town, 'replies' | 'finished'> {
  readonly corners: readonly Corner[];
}

/** @param options.admins how many on each platform `ADMINS` names: those whom `adminId` numbers from 1 on */
export async function openBigTown({
  settings = {},
  admins = 1,
  ...options
}: Parameters<typeof openTown>[0] & { readonly admins?: number } = {}): Promise<BigTown> {
  const [feishu, dingtalk] = await Promise.all([
    startFeishu({ redeliverMs: redeliveries(200) }),
    startDingtalk({ redeliverMs: redeliveries(200) }),
  ]);
  const names = platforms.flatMap(platform =>
    Array.from({ length: admins }, (_, i) => `${platform}:${adminId[platform](i + 1)}`),
  );
  const town = await openTown({
    ...options,
    settings: {
      ...feishuSettings(feishu),
      ...dingtalkSettings(dingtalk),
      ADMINS: names.join(),
      ...settings,
    },
  });
  return {
    ...town,
    corners: [telegramCorner(town.telegram), feishuCorner(feishu), dingtalkCorner(dingtalk)],
    async close() {
      await town.close();
      await Promise.all([feishu.close(), dingtalk.close()]);
    },
  };
}
