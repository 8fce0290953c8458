import type { World } from '../../src/adapter.ts';
import type { Platform } from '../../src/platform.ts';
import { openAcquaintances } from './acquaintances.ts';
import { openAdmins } from './admins.ts';
import { sharedTokens } from './api/tokens.ts';
import { openApi } from './api.ts';
import { appOf } from './app.ts';
import { openCards } from './cards.ts';
import { openCoolApps } from './cool-apps.ts';
import { openIntake } from './intake.ts';
import { openCardSize } from './send/card-size.ts';
import { fileSender } from './send/file.ts';
import { openLadder } from './send/ladder.ts';
import { openLeftOpen } from './send/left-open.ts';
import type { FormName } from './send/sheet.ts';
import { openReply } from './send.ts';
import { openSessions } from './sessions.ts';
import type { DingtalkSettings } from './settings.ts';

/** DingTalk as the core sees it. */
export function createPlatform(settings: DingtalkSettings, world: World): Platform {
  const { DINGTALK_MODE: mode, DINGTALK_CARD_TEMPLATE_ID: id, DINGTALK_CARD_CONTENT_KEY } = settings;
  const app = appOf(settings);
  const api = openApi(app, sharedTokens(app, world), what => world.bill('dingtalk', what));
  const sessions = openSessions(world, app);
  const admins = openAdmins(world);
  const acquaintances = openAcquaintances(world, app);
  const coolApps = openCoolApps(world);
  const cards = openCards(world);
  const parts = {
    api,
    sessions,
    coolApps,
    ladder: openLadder(world, bestForm(id)),
    cards,
    leftOpen: openLeftOpen(world, api),
    cardSize: openCardSize(),
    world,
    template: { id: id ?? '', contentKey: DINGTALK_CARD_CONTENT_KEY, callbacks: mode === 'stream' },
    callsPerReply: settings.DINGTALK_CALLS_PER_REPLY,
  };
  return {
    name: 'dingtalk',
    intake: openIntake({
      app,
      mode,
      world,
      notebooks: { sessions, admins, acquaintances },
      coolApps,
      findCard: cards.find,
    }),
    open: (target, keep) => openReply({ ...parts, target, keep }),
    resume: (target, record, keep) => openReply({ ...parts, target, keep, record }),
    sendFile: fileSender(parts),
    isChatAdmin: admins.isChatAdmin,
    close: api.close,
  };
}

/** What `DINGTALK_CARD_TEMPLATE_ID` allows at best. */
function bestForm(template: string | undefined): FormName {
  if (template === undefined) return 'message';
  return template === 'standard' ? 'standard-card' : 'ai-card';
}
