import type { Stage } from '../stage.ts';
import type { Words } from '../words/index.ts';
import { plainInk } from './ink.ts';
import { layOut } from './lay-out.ts';
import { messagesOf } from './messages.ts';
import type { Screen } from './painter.ts';
import type { View } from './view.ts';

/** For screens that cannot move the cursor: each message of the bot, when it has been written. */
export function openPlainView(
  stage: Pick<Stage, 'telegram' | 'direct' | 'group'>,
  words: Words,
  screen: Screen,
): View {
  const told = new Map<string, number>();
  return {
    draw() {
      for (const { id, version, byBot, growing, block } of messagesOf(stage, words)) {
        if (!byBot || growing || told.get(id) === version) continue;
        told.set(id, version);
        for (const line of layOut(block, screen.columns ?? 80, plainInk)) screen.write(`${line}\n`);
      }
    },
    say: text => void screen.write(`(${text})\n`),
    entered() {},
    resized() {},
  };
}
