import type { Api } from 'grammy';
import { z } from 'zod';
import type { World } from '../../src/adapter.ts';
import { PlatformFailure } from '../../src/errors.ts';
import type { KeepRecord, Reply, ReplyRecord, ReplyTarget } from '../../src/platform.ts';
import type { WriteKind } from '../../src/write-budget.ts';
import type { Page } from './render/pages.ts';
import { openRender } from './render.ts';
import type { Numbers } from './send/numbers.ts';
import { type Insist, openPatience } from './send/patience.ts';
import { removeTwins, suspects } from './send/twins.ts';
import { startTyping } from './send/typing.ts';
import { type Outcome, openWriter } from './send/writer.ts';

/**
 * Telegram knows no key that would make the repetition of a send harmless. One whose confirmation was lost is repeated
 * once, and then its twin is looked for and removed. The Stop button is the mark to find it by: each message of an answer
 * comes with it, and the last state takes it away. What has no such button, as a command's answer, may stand twice: better
 * than never. After two losses only the last state is tried, and that as often as twins can be found.
 */
const sendsLostAtMost = 1;
const markedLostAtMost = 4;

/**
 * What another process needs: our messages, first page first, and where they are; for each send that may have left one that
 * is not noted, the newest message before it; and which was being asked whether it is a twin.
 */
const recordShape = z.object({
  pages: z.array(z.int()),
  chatId: z.int().optional(),
  sentAfter: z.array(z.int()).optional(),
  asked: z.int().optional(),
});

export interface ReplyOptions {
  readonly api: Api;
  readonly world: Pick<World, 'clock' | 'log' | 'budget'>;
  readonly numbers: Numbers;
  readonly target: ReplyTarget;
  readonly keep: KeepRecord;
  /** Absent for a reply that nobody has seen yet. */
  readonly record?: ReplyRecord;
}

/** A message of ours and what it shows, as far as this process knows. */
interface Shown {
  readonly messageId: number;
  readonly look?: string;
}

/** The id of one that stayed behind where its group was before; no message has it. */
const outOfReach = 0;

/** A reply on Telegram: one message that is edited while it grows, and further ones where it is too long for one. */
export function openReply({ api, world, numbers, target, keep, record }: ReplyOptions): Reply {
  const known = recordShape.parse(record ?? { pages: [] });
  const render = openRender();
  const writer = openWriter(api, target, known.chatId);
  const patience = openPatience(world, () => ({ ...target.chat, id: String(writer.chatId()) }));
  const shown: Shown[] = known.pages.map(messageId => ({ messageId }));
  let sendsLost = 0;
  /** Whoever went before may have lost as many as anybody does. */
  let twinsAtMost = known.sentAfter === undefined ? 0 : markedLostAtMost + 1;
  let sentAfter = known.sentAfter ?? [];
  let { asked } = known;
  let numberedIn = writer.chatId();

  const stopTyping =
    shown.length > 0
      ? () => {}
      : startTyping(world.clock, async () => {
          if (await patience.spare()) await writer.type();
        });

  numbers.saw(Number(target.chat.id), Number(target.questionId ?? 0));
  for (const messageId of known.pages) numbers.saw(writer.chatId(), messageId);
  const messageIds = () => shown.map(({ messageId }) => messageId);

  /** A group that has become a supergroup has another row of numbers, from 1 on, and its old messages are not there. */
  function followMove(): boolean {
    if (writer.chatId() === numberedIn) return false;
    numberedIn = writer.chatId();
    sentAfter = sentAfter.length > 0 ? [0] : [];
    for (const [index, { look }] of shown.entries())
      shown[index] = { messageId: outOfReach, ...(look !== undefined && { look }) };
    return true;
  }

  const keepPages = () => {
    followMove();
    return keep({
      pages: messageIds(),
      chatId: writer.chatId(),
      ...(sentAfter.length > 0 && { sentAfter }),
      ...(asked !== undefined && { asked }),
    });
  };

  /** What an earlier send may have left. It is no reason to fail. */
  async function clearTwins(): Promise<void> {
    const stopToken = target.buttons?.token;
    if (twinsAtMost === 0 || stopToken === undefined) return;
    const before = asked;
    const ours = messageIds();
    const among = suspects(sentAfter, Math.max(...ours)).filter(id => id !== before && !ours.includes(id));
    const atMost = twinsAtMost;
    twinsAtMost = 0;
    const begin = () => patience.begin('landing');
    try {
      if (before !== undefined) await begin()(() => writer.unmark(before));
      const note = (id: number) => {
        asked = id;
        return keepPages();
      };
      await removeTwins(writer, begin, { among, stopToken, atMost, note });
      asked = undefined;
    } catch (error) {
      refusalOf('editMessageReplyMarkup')(error);
    }
    sentAfter = [];
    await keepPages();
  }

  /** Kept before, so that nothing is sent by who no longer owns the reply, and after, so that a successor finds it. */
  async function send(index: number, page: Page): Promise<Outcome> {
    const lost = twinsAtMost === 0 ? [] : sentAfter;
    sentAfter = [...new Set([...lost, numbers.newest(writer.chatId())])];
    await keepPages();
    stopTyping();
    const mark = target.buttons?.token;
    const outcome = await writer.send(page, index === 0, mark);
    const lostBefore = followMove() ? sentAfter : lost;
    if (outcome.kind === 'failed') {
      if (outcome.repeatable) sentAfter = lostBefore;
      else {
        sendsLost++;
        twinsAtMost++;
      }
      const lostAtMost = mark === undefined ? sendsLostAtMost : markedLostAtMost;
      return { ...outcome, repeatable: sendsLost <= lostAtMost };
    }
    const { messageId } = outcome;
    numbers.saw(writer.chatId(), messageId);
    shown[index] = { messageId, look: lookOf(page, mark) };
    sentAfter = twinsAtMost === 0 ? [] : lostBefore;
    await keepPages();
    await clearTwins();
    return outcome;
  }

  /** @param isFresh it was sent a moment ago: if it is gone, somebody deletes what we send, and would do so again */
  async function write(
    index: number,
    page: Page,
    stopToken: string | undefined,
    isFresh: boolean,
  ): Promise<Outcome> {
    followMove();
    const before = shown[index];
    if (!before || before.messageId === outOfReach) return send(index, page);
    const { messageId } = before;
    const edited = await writer.edit(messageId, page, stopToken);
    if (edited === 'vanished' && (followMove() || !isFresh)) return send(index, page);
    const outcome: Outcome = edited === 'vanished' ? { kind: 'landed', messageId } : edited;
    if (outcome.kind === 'landed') shown[index] = { messageId, look: lookOf(page, stopToken) };
    return outcome;
  }

  /** Brings every page that has changed to the screen, first to last. Only a growing text's last page can be stopped. */
  async function bring(markdown: string, kind: WriteKind, insist: Insist): Promise<number> {
    const pages = orDots(render(markdown));
    for (const [index, page] of pages.entries()) {
      const growsHere = kind === 'growing' && index === pages.length - 1;
      const stopToken = growsHere ? target.buttons?.token : undefined;
      const before = shown[index]?.messageId;
      while (shown[index]?.look !== lookOf(page, stopToken)) {
        if (kind === 'growing' && !shown[index] && sendsLost > sendsLostAtMost) return pages.length;
        const messageId = shown[index]?.messageId;
        await insist(() => write(index, page, stopToken, messageId !== before));
      }
    }
    return pages.length;
  }

  /** Takes away what an earlier, longer state left behind; what cannot be deleted stays. */
  async function removeBeyond(count: number, insist: Insist): Promise<void> {
    const surplus = shown.splice(count).reverse();
    for (const { messageId } of surplus) {
      if (messageId === outOfReach) continue;
      await insist(() => writer.remove(messageId)).catch(refusalOf('deleteMessage'));
    }
    if (surplus.length > 0) await keepPages();
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
    stopTyping();
    const insist = patience.begin('landing');
    const count = await bring(markdown, 'landing', insist);
    // What whoever went before lost: a page that the whole answer does not have, or a twin that was still looked for.
    await clearTwins();
    await removeBeyond(count, insist);
  }

  return {
    ready: signal => patience.ready(shown.length === 0, signal),
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

const lookOf = ({ html }: Page, stopToken: string | undefined): string => `${stopToken ?? ''} ${html}`;

/** Telegram takes no empty message. */
function orDots(pages: readonly Page[]): readonly Page[] {
  return pages.length > 0 ? pages : [{ html: '…', plain: '…' }];
}
