import type { Api } from 'grammy';
import { z } from 'zod';
import type { World } from '../../src/adapter.ts';
import { PlatformFailure } from '../../src/errors.ts';
import type { KeepRecord, Reply, ReplyRecord, ReplyTarget } from '../../src/platform.ts';
import type { WriteKind } from '../../src/write-budget.ts';
import type { Page } from './render/pages.ts';
import { openRender } from './render.ts';
import { lossesRecord, openLosses } from './send/losses.ts';
import type { Numbers } from './send/numbers.ts';
import { openPageWriter } from './send/page-writer.ts';
import { type Insist, openPatience } from './send/patience.ts';
import { openScreen } from './send/screen.ts';
import { removeTwins } from './send/twins.ts';
import { startTyping } from './send/typing.ts';
import { openWriter } from './send/writer.ts';

/** What another process needs: our messages, first page first, where they are, and what may stand there besides. */
const recordShape = lossesRecord.extend({ pages: z.array(z.int()), chatId: z.int().optional() });

export interface ReplyOptions {
  readonly api: Api;
  readonly world: Pick<World, 'clock' | 'log' | 'budget'>;
  readonly numbers: Numbers;
  readonly target: ReplyTarget;
  readonly keep: KeepRecord;
  /** Absent for a reply that nobody has seen yet. */
  readonly record?: ReplyRecord;
}

/** A reply on Telegram: one message that is edited while it grows, and further ones where it is too long for one. */
export function openReply({ api, world, numbers, target, keep, record }: ReplyOptions): Reply {
  const known = recordShape.parse(record ?? { pages: [] });
  const mark = target.buttons?.token;
  const token = mark ?? tokenOf(target.questionId);
  const render = openRender();
  const screen = openScreen(known.pages);
  const losses = openLosses(known, token !== undefined);
  const writer = openWriter(api, target, known.chatId, () => {
    screen.leaveBehind();
    losses.moved();
  });
  const keepRecord = () => keep({ pages: screen.ids(), chatId: writer.chatId(), ...losses.record() });
  const patience = openPatience(world, () => ({ ...target.chat, id: String(writer.chatId()) }), keepRecord);
  const writePage = openPageWriter({ writer, screen, losses, numbers, mark, keep: keepRecord, clearTwins });

  const stopTyping =
    known.pages.length > 0
      ? () => {}
      : startTyping(world.clock, async () => {
          if (await patience.spare()) await writer.type();
        });

  numbers.saw(Number(target.chat.id), Number(target.questionId ?? 0));
  for (const messageId of known.pages) numbers.saw(writer.chatId(), messageId);

  /** What earlier sends may have left. It is no reason to fail. */
  async function clearTwins(): Promise<void> {
    if (losses.twinsAtMost() === 0 || token === undefined) return;
    const begin = () => patience.begin('landing');
    const search = { writer, losses, ours: screen.ids(), token, begin, keep: keepRecord };
    await removeTwins(search).catch(refusalOf('editMessageReplyMarkup'));
    losses.clear();
    await keepRecord();
  }

  /** Brings every page that has changed to the screen, first to last. Only a growing text's last page can be stopped. */
  async function bring(markdown: string, kind: WriteKind, insist: Insist): Promise<number> {
    stopTyping();
    const grows = kind === 'growing';
    const pages = orDots(render(markdown));
    for (const [index, page] of pages.entries()) {
      if (grows && screen.idAt(index) === undefined && !losses.mayGrow()) break;
      const stopToken = grows && index === pages.length - 1 ? mark : undefined;
      await writePage(index, { page, stopToken }, insist);
    }
    return pages.length;
  }

  /**
   * Takes away what an earlier, longer state left behind; what cannot be deleted stays. The record, which is kept
   * meanwhile, has it until then.
   */
  async function removeBeyond(count: number, insist: Insist): Promise<void> {
    const surplus = screen.beyond(count);
    for (const messageId of surplus)
      await insist(() => writer.remove(messageId)).catch(refusalOf('deleteMessage'));
    screen.cut(count);
    if (surplus.length > 0) await keepRecord();
  }

  /** Takes note of what Telegram refused, and throws anything else. */
  const refusalOf = (method: string) => (error: unknown) => {
    if (!(error instanceof PlatformFailure)) throw error;
    note(method, error);
  };

  function note(method: string, error: PlatformFailure): void {
    world.log('platform.refused', {
      platform: 'telegram',
      chat: target.chat.id,
      method,
      kind: error.kind,
      error,
    });
  }

  async function finish(markdown: string): Promise<void> {
    const insist = patience.begin('landing');
    const count = await bring(markdown, 'landing', insist);
    // What whoever went before lost: a page that the whole answer does not have, or a twin that was still looked for.
    await clearTwins();
    await removeBeyond(count, insist);
  }

  return {
    ready: signal => patience.ready(screen.ids().length === 0, signal),
    async show(markdown) {
      try {
        await bring(markdown, 'growing', patience.begin('growing'));
      } catch (error) {
        if (!(error instanceof PlatformFailure) || error.kind === 'gone') throw error;
        if (error.kind !== 'busy') note('editMessageText', error);
      }
    },
    finish,
    fail: finish,
    release: stopTyping,
  };
}

/**
 * The button's token with which other messages are asked whether they are the twin of one that has none. No press of it means
 * anything, and no other question has it.
 */
const tokenOf = (questionId: string | undefined) =>
  questionId === undefined ? undefined : `answer-${questionId}`;

/** Telegram takes no empty message. */
function orDots(pages: readonly Page[]): readonly Page[] {
  return pages.length > 0 ? pages : [{ html: '…', plain: '…' }];
}
