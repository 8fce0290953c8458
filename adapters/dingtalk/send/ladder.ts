import type { World } from '../../../src/adapter.ts';
import type { PlatformFailure } from '../../../src/errors.ts';
import type { ReplyTarget } from '../../../src/platform.ts';
import { canMend, type DingtalkFailure } from '../api/failures.ts';
import { isStaff } from '../staff.ts';
import { type FormName, formNames } from './sheet.ts';

/** A form that was refused is tried again after this, seconds: somebody may have mended it. */
const refusedS = 1800;
/** Whether the month's calls are still used up is found out after this, milliseconds: somebody may have bought more. */
const spentMs = 600_000;

/**
 * Which form answers take: the best that the settings name and that was not refused lately, in this chat or, where it is
 * about the app, anywhere. All processes share what one of them has learned.
 */
export interface Ladder {
  /** The best that could be, as far as can be told without a look at what was refused. */
  best(target: ReplyTarget): FormName;
  rung(target: ReplyTarget): Promise<FormName>;
  /** A first message in this form was refused for good: the next simpler one is taken for a while. */
  refused(form: FormName, target: ReplyTarget, failure: PlatformFailure): Promise<void>;
  /** The organisation's calls of this month are used up: nobody calls for a while. */
  spent(failure: DingtalkFailure): Promise<void>;
  /** For how long nobody calls, milliseconds; 0: calls can be made. */
  restsMs(): Promise<number>;
}

/** @param top the best that the settings allow */
export function openLadder(
  { redis, keys, log, alert }: Pick<World, 'redis' | 'keys' | 'log' | 'alert'>,
  top: FormName,
): Ladder {
  const everywhere = keys.platform('dingtalk', 'simpler');
  const inChat = ({ chat }: ReplyTarget) => keys.platform('dingtalk', `simpler:${chat.id}`);
  const spentKey = keys.platform('dingtalk', 'spent');

  const bestFor = (target: ReplyTarget) => simplest([top, ceiling(target)]);

  return {
    best: bestFor,
    async rung(target) {
      const best = bestFor(target);
      if (best === 'message') return best;
      // While Redis is away nothing is known to have been refused: an answer outlasts that.
      const [learned, learnedHere, spent] = await redis
        .mget(everywhere, inChat(target), spentKey)
        .catch(() => []);
      return simplest([best, learned, learnedHere, spent && 'message']);
    },
    async refused(form, target, failure) {
      const simpler = simplerThan(form);
      const lacks = canMend(failure, 'scope') ? 'app-permission' : undefined;
      const ofAll = lacks ?? (canMend(failure, 'template') ? 'card-template' : undefined);
      await redis.set(ofAll ? everywhere : inChat(target), simpler, 'EX', refusedS);
      log('platform.simpler', { platform: 'dingtalk', form: simpler, why: failure.message });
      if (ofAll) alert('dingtalk', ofAll, failure.message);
    },
    async spent(failure) {
      if ((await redis.set(spentKey, 'message', 'PX', spentMs, 'NX')) === null) return;
      log('platform.simpler', { platform: 'dingtalk', form: 'message', why: failure.message });
      alert('dingtalk', 'calls-spent', failure.message);
    },
    restsMs: async () => Math.max(0, await redis.pttl(spentKey)),
  };
}

/** The next simpler form. */
export function simplerThan(form: FormName): FormName {
  return formNames[formNames.indexOf(form) + 1] ?? 'message';
}

/**
 * What this reply can be at best. Who is outside of the organisation gets no card; words that have no buttons, such as a
 * command's answer, come at once and need none.
 */
function ceiling({ asker, buttons }: ReplyTarget): FormName {
  return asker && isStaff(asker.id) && buttons !== undefined ? 'ai-card' : 'message';
}

function simplest(forms: readonly (string | null | undefined)[]): FormName {
  return formNames.findLast(form => forms.includes(form)) ?? 'message';
}
