import { abortable } from '../../src/abortable.ts';
import type { World } from '../../src/adapter.ts';
import { PlatformFailure } from '../../src/errors.ts';
import { chatKey } from '../../src/message.ts';
import type { Reply } from '../../src/platform.ts';
import { type AnswerParts, openAnswer } from './send/answer.ts';
import type { CardSize } from './send/card-size.ts';
import { openRefusals } from './send/refusals.ts';
import { fingerprint } from './send/sheet.ts';

export interface ReplyOptions extends AnswerParts {
  readonly cardSize: CardSize;
  readonly world: AnswerParts['world'] & Pick<World, 'unsafeText'>;
}

/** A reply on DingTalk: a card that grows, and further ones where it is too long for one; or messages at its end. */
export function openReply(options: ReplyOptions): Reply {
  const { ladder, leftOpen, world, callsPerReply, target } = options;
  const answer = openAnswer(options);
  const refusals = openRefusals(answer, options);
  const { stack, allowance, patience, writer } = answer;
  const chat = chatKey({ platform: 'dingtalk', chat: target.chat });
  /** Nothing more can be shown before the end. */
  let grown = false;

  async function end(markdown: string, how: 'finished' | 'failed'): Promise<void> {
    // The same words for another question, as `/retry` is one, are another answer.
    const name = fingerprint(markdown, how, target.buttons?.token ?? '').slice(0, 16);
    if (stack.ended === name) return;
    answer.beginAnew();
    if ((await answer.form()) !== 'message' && (await ladder.restsMs()) > 0) await answer.become('message');
    await land(markdown, how);
    stack.ended = name;
    await answer.keep();
    if (stack.form === 'ai-card') void leftOpen.end();
  }

  /** In the best form that DingTalk takes. */
  async function land(markdown: string, how: 'finished' | 'failed'): Promise<void> {
    const insist = patience.begin('landing', allowance.landing);
    for (;;) {
      try {
        const form = await answer.form();
        await (refusals.unsafe
          ? writer.end(form, await world.unsafeText(chat), 'failed', insist)
          : writer.end(form, markdown, how, insist));
        return;
      } catch (error) {
        if (await refusals.mend(error)) continue;
        if (error instanceof PlatformFailure && error.kind === 'refused') await leftOpen.add(stack.sheets);
        throw error;
      }
    }
  }

  return {
    wordsAtMost: (stack.form ?? ladder.best(target)) === 'message' || callsPerReply < 3 ? 0 : 1,
    async ready(signal) {
      answer.beginAnew();
      const form = await answer.form();
      const isOver = form === 'message' || grown || allowance.leftToGrow === 0;
      if (isOver) await abortable(new Promise<never>(() => {}), signal);
      await world.clock.sleep(allowance.waitMs(), signal);
      await patience.ready(answer.nextEndpoint(form), signal);
    },
    async show(markdown) {
      answer.beginAnew();
      for (let again = true; again && !grown; ) {
        const form = await answer.form();
        if (form === 'message') return;
        try {
          grown = !(await writer.grow(form, markdown, patience.begin('growing', allowance.growing)));
          again = false;
        } catch (error) {
          const bearing = await refusals.bear(error);
          grown = bearing === 'over';
          again = bearing === 'again';
        }
      }
    },
    finish: markdown => end(markdown, 'finished'),
    fail: markdown => end(markdown, 'failed'),
    release() {},
  };
}
