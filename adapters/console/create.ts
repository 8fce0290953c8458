import type { World } from '../../src/adapter.ts';
import type { Platform } from '../../src/platform.ts';
import { chatAdmins } from './admins.ts';
import { forgetting } from './forget.ts';
import { openIntake } from './intake.ts';
import { platform } from './parse.ts';
import { openPlayground } from './playground.ts';
import { fileSender } from './send/file.ts';
import { openReply } from './send.ts';
import { openTail } from './space/tail.ts';
import { openSpace } from './space.ts';

/** The console's playground as the core sees it. */
export function createPlatform(world: World): Platform {
  const space = openSpace(world);
  const intake = openIntake(space, world);
  const tail = openTail(world, space.keys);
  return {
    name: platform,
    intake,
    open: (target, keep) => openReply({ space, world, target, keep }),
    resume: (target, record, keep) => openReply({ space, world, target, keep, record }),
    sendFile: fileSender(space, world),
    isChatAdmin: chatAdmins(space.chats),
    forget: forgetting(space),
    playground: openPlayground(space, world, intake, tail),
    async close() {
      tail.close();
    },
  };
}
