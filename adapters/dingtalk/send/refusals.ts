import type { World } from '../../../src/adapter.ts';
import { PlatformFailure } from '../../../src/errors.ts';
import type { ReplyTarget } from '../../../src/platform.ts';
import { canMend, DingtalkFailure } from '../api/failures.ts';
import type { Answer } from './answer.ts';
import type { CardSize } from './card-size.ts';
import { type Ladder, simplerThan } from './ladder.ts';
import type { LeftOpen } from './left-open.ts';

export interface RefusalsParts {
  readonly target: ReplyTarget;
  readonly ladder: Ladder;
  readonly leftOpen: Pick<LeftOpen, 'add'>;
  readonly cardSize: Pick<CardSize, 'tooMuch'>;
  readonly world: Pick<World, 'log'>;
}

/** What to do about a state that was not shown: `again`, at once; `later`, with the next one; `over`: only the end is shown. */
export type Bearing = 'again' | 'later' | 'over';

/** What becomes of an answer that DingTalk refuses. */
export interface Refusals {
  /** It refused what the answer says. */
  readonly unsafe: boolean;
  /** Does what the refusal of a last state asks for. @returns whether it makes sense to write again */
  mend(error: unknown): Promise<boolean>;
  /** A state that was not shown does no harm. Throws what does. */
  bear(error: unknown): Promise<Bearing>;
}

export function openRefusals(
  answer: Answer,
  { target, ladder, leftOpen, cardSize, world }: RefusalsParts,
): Refusals {
  const { stack } = answer;
  let unsafe = false;

  async function mend(error: unknown): Promise<boolean> {
    const form = await answer.form();
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
    else if (error.mend === 'spent') await answer.become('message');
    else if (error.kind === 'refused') {
      if (!stack.isSeen) await ladder.refused(form, target, error);
      await leftOpen.add(stack.sheets);
      if (!stack.spill()) stack.become(simplerThan(form));
    } else return false;
    return true;
  }

  function note(error: PlatformFailure): void {
    const { id: chat } = target.chat;
    world.log('platform.refused', { platform: 'dingtalk', chat, method: 'show', kind: error.kind, error });
  }

  return {
    get unsafe() {
      return unsafe;
    },
    mend,
    async bear(error) {
      if (!(error instanceof PlatformFailure) || error.kind === 'gone') throw error;
      const isOver = canMend(error, 'spent') || canMend(error, 'allowance');
      if (error.kind === 'busy' && !isOver) return 'later';
      if (!canMend(error, 'allowance')) note(error);
      if (error.kind === 'unreachable') return 'later';
      if (canMend(error, 'size') || (isRefusalOfForm(error) && !stack.isSeen))
        return (await mend(error)) ? 'again' : 'later';
      if (canMend(error, 'spent')) await ladder.spent(error);
      if (canMend(error, 'scope')) await ladder.refused(await answer.form(), target, error);
      unsafe ||= canMend(error, 'unsafe');
      return 'over';
    },
  };
}

/** Whether it may be said in another form. */
const isRefusalOfForm = (error: PlatformFailure) => error.kind === 'refused' && !canMend(error, 'unsafe');
