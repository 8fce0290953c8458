import { randomUUID } from 'node:crypto';
import { abortable } from '../../src/abortable.ts';
import type { World } from '../../src/adapter.ts';
import { PlatformFailure } from '../../src/errors.ts';
import type { KeepRecord, Reply, ReplyRecord, ReplyTarget } from '../../src/platform.ts';
import { openAllowance } from './allowance.ts';
import type { DingtalkApi } from './api.ts';
import type { CardSize } from './card-size.ts';
import type { Cards } from './cards.ts';
import type { Endpoint } from './endpoints.ts';
import { canMend, DingtalkFailure } from './failures.ts';
import { aiCardForm, type Template } from './forms/ai-card.ts';
import type { Form } from './forms/form.ts';
import { messageForm } from './forms/message.ts';
import { standardCardForm } from './forms/standard-card.ts';
import type { Ladder } from './ladder.ts';
import { asMessages, dots, openPaper } from './paper.ts';
import { type Insist, openPatience } from './patience.ts';
import type { Page } from './render.ts';
import type { Sessions } from './sessions.ts';
import {
  alreadyShows,
  type End,
  type FormName,
  fingerprint,
  isBegun,
  type Look,
  land,
  leave,
  type Sheet,
  simplerThan,
} from './sheet.ts';
import { cardsAtEnd } from './spill.ts';
import { Stack } from './stack.ts';

export interface ReplyOptions {
  readonly api: DingtalkApi;
  readonly sessions: Pick<Sessions, 'find'>;
  readonly ladder: Ladder;
  readonly cards: Pick<Cards, 'keep'>;
  readonly cardSize: CardSize;
  readonly world: Pick<World, 'clock' | 'log' | 'budget' | 'unsafeText'>;
  /** Of the AI card; not used where the ladder begins lower. */
  readonly template: Template;
  /** Billable calls for one answer, 2 at least. */
  readonly callsPerReply: number;
  readonly target: ReplyTarget;
  readonly keep: KeepRecord;
  /** Absent for a reply that nobody has seen yet. */
  readonly record?: ReplyRecord;
}

/** A page and the form of the message that it stands in. */
interface Placed {
  readonly page: Page;
  readonly form: FormName;
}

/** A reply on DingTalk: a card that grows, and further ones where it is too long for one; or messages at its end. */
export function openReply(options: ReplyOptions): Reply {
  const { api, sessions, ladder, cards, cardSize, world, template, callsPerReply, target, record } = options;
  // What nobody asked for has no question to be told from others by.
  const seed = fingerprint(target.chat.id, target.questionId ?? randomUUID());
  const stack = new Stack(seed, cardSize.bytes, record);
  const keep = () => options.keep(stack.record(allowance.used));
  const allowance = openAllowance(callsPerReply, stack.calls, world.clock.now, keep);
  const patience = openPatience(world, api);
  const paper = openPaper();
  const desk = { target, robotCode: api.app.robotCode };
  const forms: Readonly<Record<FormName, Form>> = {
    'ai-card': aiCardForm(desk, template, cards),
    'standard-card': standardCardForm(desk),
    message: messageForm(desk, { sessions, ladder, post: patience.post }),
  };
  /** Nothing more can be shown before the end. */
  let grown = false;
  /** DingTalk refused what the answer says. */
  let unsafe = false;

  async function formNow(): Promise<FormName> {
    stack.form ??= await ladder.rung(target);
    return stack.form;
  }

  /** After an answer that was complete, another one begins. */
  function beginAnew(): void {
    if (stack.beginAnew()) allowance.renew();
  }

  async function write(sheet: Sheet, look: Look, insist: Insist): Promise<void> {
    if (alreadyShows(sheet, look)) return;
    const isFirst = isBegun(sheet);
    leave(sheet);
    // Before a call the count is kept, and with it the record; a session webhook is no call.
    if (sheet.form === 'message') await keep();
    await forms[sheet.form].show(sheet, look, insist);
    land(sheet, look);
    if (isFirst) await keep();
  }

  const steps = (pages: readonly Placed[], end: End): { sheet: Sheet; look: Look }[] =>
    pages.map(({ page, form }, index) => ({
      sheet: stack.sheetAt(index, form),
      look: {
        ...page,
        end: index === pages.length - 1 ? end : 'finished',
        first: index === 0,
        generation: stack.generation,
      },
    }));

  /** Shows a state, if there are calls enough. */
  async function grow(markdown: string): Promise<void> {
    const form = await formNow();
    if (form === 'message') return;
    const pages = paper.pages(form, markdown, stack.bytes).map(page => ({ page, form }));
    const changing = steps(pages, 'growing').filter(({ sheet, look }) => !alreadyShows(sheet, look));
    grown = changing.length > allowance.leftToGrow;
    if (grown) return;
    const insist = patience.begin('growing', allowance.growing);
    for (const { sheet, look } of changing) await write(sheet, look, insist);
  }

  /** Which pages stand in cards at the end, and what is left for messages. */
  async function placed(markdown: string): Promise<Placed[]> {
    const form = await formNow();
    const pages = paper.pages(form, markdown, stack.bytes);
    const all = pages.map(page => ({ page, form }));
    if (form === 'message') return all;
    const { cards } = stack;
    const spilled = stack.sheets[cards.length]?.form === 'message';
    const count = cardsAtEnd({
      pages: pages.length,
      cards: cards.length,
      // At the end each card changes at least its state, but for those that were full before.
      changing: steps(all, 'finished').filter(
        ({ sheet, look }) => cards.includes(sheet) && !alreadyShows(sheet, look),
      ).length,
      spilled,
      left: allowance.left,
    });
    if (count === pages.length) return all;
    if (!spilled && (await sessions.find(target.chat.id)) === undefined) return all;
    const rest = asMessages(pages.slice(count));
    return [...all.slice(0, count), ...rest.map(page => ({ page, form: 'message' as const }))];
  }

  async function bring(markdown: string, end: End, insist: Insist): Promise<void> {
    const pages = await placed(markdown);
    for (const { sheet, look } of steps(pages, end)) await write(sheet, look, insist);
    await emptyBeyond(pages.length, insist);
  }

  /** What an earlier, longer state left behind says nothing any more: it cannot be taken back. */
  async function emptyBeyond(count: number, insist: Insist): Promise<void> {
    const look: Look = { ...dots, end: 'finished', first: false, generation: stack.generation };
    for (const sheet of stack.sheets.slice(count).reverse()) {
      if (sheet.form === 'message' || sheet.state === 'new') continue;
      await write(sheet, look, insist).catch(error => {
        if (!(error instanceof DingtalkFailure) || error.kind !== 'refused') throw error;
        note('empty', error);
      });
    }
    stack.sheets.length = count;
  }

  /** Does what a refusal asks for. @returns whether it makes sense to write again */
  async function mend(error: unknown): Promise<boolean> {
    const form = await formNow();
    if (!(error instanceof DingtalkFailure)) return false;
    if (error.mend === 'unsafe') {
      const before = unsafe;
      unsafe = true;
      return !before;
    }
    if (error.mend === 'spent') await ladder.spent(error);
    if (form === 'message') return false;
    const smaller = error.mend === 'size' ? cardSize.tooMuch(stack.bytes) : undefined;
    if (smaller !== undefined) stack.bytes = smaller;
    else if (error.mend === 'spent') stack.become('message');
    else if (error.kind === 'refused') {
      if (!stack.isSeen) await ladder.refused(form, target, error);
      stack.become(simplerThan(form));
    } else return false;
    return true;
  }

  /** A state that was not shown does no harm. @returns whether it makes sense to try it again at once */
  async function bear(error: unknown): Promise<boolean> {
    if (!(error instanceof PlatformFailure) || error.kind === 'gone') throw error;
    const isOver = canMend(error, 'spent') || canMend(error, 'allowance');
    if (error.kind === 'busy' && !isOver) return false;
    if (!canMend(error, 'allowance')) note('show', error);
    if (error.kind === 'unreachable') return false;
    if (canMend(error, 'size') || (isRefusalOfForm(error) && !stack.isSeen)) return mend(error);
    if (canMend(error, 'spent')) await ladder.spent(error);
    if (canMend(error, 'scope')) await ladder.refused(await formNow(), target, error);
    unsafe ||= canMend(error, 'unsafe');
    grown = true;
    return false;
  }

  function note(method: string, error: PlatformFailure): void {
    const { id: chat } = target.chat;
    world.log('platform.refused', { platform: 'dingtalk', chat, method, kind: error.kind, error });
  }

  async function end(markdown: string, how: 'finished' | 'failed'): Promise<void> {
    const name = fingerprint(markdown, how).slice(0, 16);
    if (stack.ended === name) return;
    beginAnew();
    if ((await formNow()) !== 'message' && (await ladder.restsMs()) > 0) stack.become('message');
    const insist = patience.begin('landing', allowance.landing);
    for (;;) {
      try {
        await (unsafe ? bring(world.unsafeText, 'failed', insist) : bring(markdown, how, insist));
        break;
      } catch (error) {
        if (!(await mend(error))) throw error;
      }
    }
    stack.ended = name;
    await keep();
  }

  return {
    wordsAtMost: (stack.form ?? ladder.best(target)) === 'message' || callsPerReply < 3 ? 0 : 1,
    async ready(signal) {
      beginAnew();
      const form = await formNow();
      if (form === 'message' || grown || allowance.leftToGrow === 0)
        await abortable(new Promise<never>(() => {}), signal);
      await world.clock.sleep(allowance.waitMs(), signal);
      await patience.ready(growingEndpoint(form, stack.sheets.at(-1)), signal);
    },
    async show(markdown) {
      beginAnew();
      for (let again = !grown; again; ) {
        again = false;
        try {
          await grow(markdown);
        } catch (error) {
          again = await bear(error);
        }
      }
    },
    finish: markdown => end(markdown, 'finished'),
    fail: markdown => end(markdown, 'failed'),
    release() {},
  };
}

/** Whether it may be said in another form. */
const isRefusalOfForm = (error: PlatformFailure) => error.kind === 'refused' && !canMend(error, 'unsafe');

/** Which API the next state most likely needs. */
function growingEndpoint(form: FormName, sheet: Sheet | undefined): Endpoint {
  const isFirst = sheet === undefined || isBegun(sheet);
  if (form === 'standard-card') return isFirst ? 'sendStandard' : 'updateStandard';
  if (isFirst) return 'createAndDeliver';
  return sheet.state === 'closed' ? 'updateCard' : 'streamCard';
}
