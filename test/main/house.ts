import type { AccessRules } from '../../src/arrival/access.ts';
import { admitting } from '../../src/arrival/admission.ts';
import { systemClock } from '../../src/clock.ts';
import { openAudit } from '../../src/commands/audit.ts';
import { commandTable } from '../../src/commands/table.ts';
import { openMailbox } from '../../src/conversation/mailbox.ts';
import { stopping } from '../../src/conversation/stop.ts';
import { silentLog } from '../../src/log.ts';
import type { House } from '../../src/main/house.ts';
import { readingAtTheDoor } from '../../src/people/at-the-door.ts';
import { openBans } from '../../src/people/bans.ts';
import { wordingFor } from '../../src/wording/index.ts';
import { idle } from '../commands/support.ts';
import { openPaper, type Paper } from '../support/paper.ts';
import type { Space } from '../support/space.ts';

/** As much of a house as a part of `main` looks at, on the real Redis, with one platform on paper. */
export function openSmallHouse(space: Space, access: Partial<AccessRules> = {}) {
  const paper: Paper = openPaper();
  const { redis, keys } = space;
  const mailbox = openMailbox(redis, keys, { queueLimit: 2, conversationTtlMs: 60_000 });
  const rules: AccessRules = {
    admins: new Set(),
    chats: '*',
    users: new Set(),
    openByDefault: new Set(),
    ...access,
  };
  const parts = {
    settings: { ADMINS: rules.admins, GROUP_MEMORY: 'chat', CHAT_QUEUE_LIMIT: 2, TIME_ZONE: 'Asia/Shanghai' },
    store: { keys, hasty: redis, patient: redis },
    platforms: new Map([[paper.name, paper]]),
    audit: openAudit(redis, keys),
    access: rules,
    admit: admitting(rules, readingAtTheDoor(redis, keys)),
    bans: openBans(redis, keys),
    commands: commandTable(idle),
    mailbox,
    stop: stopping(redis, keys, mailbox),
    wording: wordingFor('zh-CN'),
    wordingOf: async () => wordingFor('zh-CN'),
    clock: systemClock,
    log: silentLog,
  };
  return { house: parts as unknown as House, paper, mailbox };
}
