import { now } from '../../simulators/telegram/now.ts';
import type { Stage } from '../stage.ts';
import type { Words } from '../words/index.ts';
import type { Part } from './frame.ts';
import type { Ink } from './ink.ts';
import { layOut } from './lay-out.ts';
import { messagesOf, type ShownMessage } from './messages.ts';
import { type Footer, Painter, type Screen } from './painter.ts';

/** Shows the chats. */
export interface View {
  /** Brings the screen up to date. */
  draw(): void;
  /** Words of the demo itself, between the messages. */
  say(text: string): void;
  /** The person ended a line that took this many rows. */
  entered(rows: number): void;
  /** The terminal has another size now. */
  resized(): void;
}

/** Draws each message once, and again in place while it grows. One that changes later is drawn anew, below. */
export function openView(
  stage: Pick<Stage, 'telegram' | 'direct' | 'group'>,
  words: Words,
  screen: Screen,
  ink: Ink,
  footer: Footer,
): View {
  const painter = new Painter(screen, footer);
  const notices: ShownMessage[] = [];
  /** Which state of a message was left to the screen. */
  const left = new Map<string, number>();

  const everything = () =>
    [...messagesOf(stage, words), ...notices].sort((one, other) => one.sentAt - other.sentAt);
  // One column stays free: a character in the last one would make terminals disagree about the next line.
  const linesOf = ({ byBot, block }: ShownMessage) => {
    const lines = layOut(block, (screen.columns ?? 80) - 1, ink);
    return byBot ? [...lines, ''] : lines;
  };

  function draw(): void {
    const changed = everything().filter(({ id, version }) => left.get(id) !== version);
    const parts = changed.map((message): Part => {
      const gone = painter.live.find(({ id }) => id === message.id)?.gone ?? 0;
      return { id: message.id, lines: linesOf(message), gone, done: !message.growing };
    });
    const isGrowing = changed.some(({ growing }) => growing);
    const hint = footer.hint && isGrowing ? [ink(footer.hint, new Set(['dim']))] : [];
    painter.paint(parts, hint);
    const live = new Set(painter.live.map(({ id }) => id));
    for (const { id, version } of changed) if (!live.has(id)) left.set(id, version);
  }

  return {
    draw,
    say(text) {
      const block = { mark: ' '.repeat(words.marks.bot.length), text: `(${text})` };
      const id = `notice ${notices.length}`;
      notices.push({ id, version: 1, byBot: false, growing: false, sentAt: now(), block });
      draw();
    },
    entered: rows => painter.erase(rows),
    resized() {
      painter.clear();
      let room = (screen.rows ?? 24) - 3;
      for (const message of everything().reverse()) {
        room -= linesOf(message).length;
        if (room < 0) break;
        left.delete(message.id);
      }
      draw();
    },
  };
}
