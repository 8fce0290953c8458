import { randomUUID } from 'node:crypto';
import { abortable } from '../../src/abortable.ts';
import type { World } from '../../src/adapter.ts';
import { PlatformFailure } from '../../src/errors.ts';
import type { KeepRecord, Reply, ReplyRecord, ReplyTarget } from '../../src/platform.ts';
import type { Endpoint } from './api/endpoints.ts';
import { canMend, DingtalkFailure } from './api/failures.ts';
import type { DingtalkApi } from './api.ts';
import type { Cards } from './cards.ts';
import { openAllowance } from './send/allowance.ts';
import type { CardSize } from './send/card-size.ts';
import { aiCardForm, type Template } from './send/forms/ai-card.ts';
import { messageForm } from './send/forms/message.ts';
import { standardCardForm } from './send/forms/standard-card.ts';
import { type Ladder, simplerThan } from './send/ladder.ts';
import type { LeftOpen } from './send/left-open.ts';
import { openPatience } from './send/patience.ts';
import { type FormName, fingerprint, isBegun, type Sheet } from './send/sheet.ts';
import { Stack } from './send/stack.ts';
import { openWriter } from './send/writer.ts';
import type { Sessions } from './sessions.ts';

export interface ReplyOptions {
  readonly api: DingtalkApi;
  readonly sessions: Pick<Sessions, 'find'>;
  readonly ladder: Ladder;
  readonly cards: Pick<Cards, 'keep'>;
  readonly leftOpen: LeftOpen;
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

/** A reply on DingTalk: a card that grows, and further ones where it is too long for one; or messages at its end. */
export function openReply(options: ReplyOptions): Reply {
  const { api, sessions, ladder, cards, leftOpen, cardSize, world, template, callsPerReply, target, record } =
    options;
  const { clock } = world;
  // What nobody asked for has no question to be told from others by.
  const seed = fingerprint(target.chat.id, target.questionId ?? randomUUID());
  const stack = new Stack(seed, cardSize.bytes, record);
  const keep = () => options.keep(stack.record(allowance.used));
  const allowance = openAllowance(callsPerReply, stack.calls, clock.now, keep);
  const patience = openPatience(world, api);
  const desk = { target, robotCode: api.app.robotCode };

  /** What stands behind it would be read in the wrong order. */
  async function startOver(sheet: Sheet): Promise<void> {
    await leftOpen.add(stack.sheets.slice(stack.sheets.indexOf(sheet)));
    stack.renewFrom(sheet);
  }

  const forms = {
    'ai-card': aiCardForm(desk, template, { cards, startOver }),
    'standard-card': standardCardForm(desk, startOver),
    message: messageForm(desk, { sessions, ladder, post: patience.post }),
  };
  const writer = openWriter({ target, stack, forms, allowance, sessions, leftOpen, keep });
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

  /** The answer goes on in messages of another form; what is there stays. */
  async function become(form: FormName): Promise<void> {
    await leftOpen.add(stack.sheets);
    stack.become(form);
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
    if (form === 'message' || stack.underWay?.form === 'message') return false;
    const smaller = error.mend === 'size' ? cardSize.tooMuch(stack.bytes) : undefined;
    if (smaller !== undefined) stack.bytes = smaller;
    else if (error.mend === 'spent') await become('message');
    else if (error.kind === 'refused') {
      if (!stack.isSeen) await ladder.refused(form, target, error);
      await leftOpen.add(stack.sheets);
      if (!stack.spill()) stack.become(simplerThan(form));
    } else return false;
    return true;
  }

  /** A state that was not shown does no harm. @returns whether it makes sense to try it again at once */
  async function bear(error: unknown): Promise<boolean> {
    if (!(error instanceof PlatformFailure) || error.kind === 'gone') throw error;
    const isOver = canMend(error, 'spent') || canMend(error, 'allowance');
    if (error.kind === 'busy' && !isOver) return false;
    if (!canMend(error, 'allowance')) note(error);
    if (error.kind === 'unreachable') return false;
    if (canMend(error, 'size') || (isRefusalOfForm(error) && !stack.isSeen)) return mend(error);
    if (canMend(error, 'spent')) await ladder.spent(error);
    if (canMend(error, 'scope')) await ladder.refused(await formNow(), target, error);
    unsafe ||= canMend(error, 'unsafe');
    grown = true;
    return false;
  }

  function note(error: PlatformFailure): void {
    const { id: chat } = target.chat;
    world.log('platform.refused', { platform: 'dingtalk', chat, method: 'show', kind: error.kind, error });
  }

  async function end(markdown: string, how: 'finished' | 'failed'): Promise<void> {
    // The same words for another question, as `/retry` is one, are another answer.
    const name = fingerprint(markdown, how, target.buttonToken ?? '').slice(0, 16);
    if (stack.ended === name) return;
    beginAnew();
    if ((await formNow()) !== 'message' && (await ladder.restsMs()) > 0) await become('message');
    const insist = patience.begin('landing', allowance.landing);
    for (;;) {
      try {
        const form = await formNow();
        await (unsafe
          ? writer.end(form, world.unsafeText, 'failed', insist)
          : writer.end(form, markdown, how, insist));
        break;
      } catch (error) {
        if (await mend(error)) continue;
        if (error instanceof PlatformFailure && error.kind === 'refused') await leftOpen.add(stack.sheets);
        throw error;
      }
    }
    stack.ended = name;
    await keep();
    if (stack.form === 'ai-card') void leftOpen.end();
  }

  return {
    wordsAtMost: (stack.form ?? ladder.best(target)) === 'message' || callsPerReply < 3 ? 0 : 1,
    async ready(signal) {
      beginAnew();
      const form = await formNow();
      const isOver = form === 'message' || grown || allowance.leftToGrow === 0;
      if (isOver) await abortable(new Promise<never>(() => {}), signal);
      await clock.sleep(allowance.waitMs(), signal);
      await patience.ready(endpointFor(form, stack.sheets.at(-1)), signal);
    },
    async show(markdown) {
      beginAnew();
      for (let again = true; again && !grown; ) {
        const form = await formNow();
        if (form === 'message') return;
        try {
          grown = !(await writer.grow(form, markdown, patience.begin('growing', allowance.growing)));
          again = false;
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
function endpointFor(form: FormName, sheet: Sheet | undefined): Endpoint {
  const isFirst = sheet === undefined || isBegun(sheet);
  if (form === 'standard-card') return isFirst ? 'sendStandard' : 'updateStandard';
  if (isFirst) return 'createAndDeliver';
  return sheet.state === 'closed' ? 'updateCard' : 'streamCard';
}
