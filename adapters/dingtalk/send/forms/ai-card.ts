import { PlatformFailure } from '../../../../src/errors.ts';
import { canMend, DingtalkFailure } from '../../api/failures.ts';
import type { Cards } from '../../cards.ts';
import type { Insist } from '../patience.ts';
import { isBegun, type Look, type Sheet } from '../sheet.ts';
import { aiCardData, type Template } from './ai-card-data.ts';
import { type Desk, type Form, ifThere, type StartOver } from './form.ts';

export interface AiCardParts {
  readonly cards: Pick<Cards, 'keep'>;
  readonly startOver: StartOver;
}

/**
 * A card that streams: it is created with its first state, then its text is replaced, always the whole, and the last
 * state ends it. That is one call for each state. The card's id is ours, so that creating it twice shows one card. A
 * card that has ended is opened again by its status, as for an answer that is made anew; one that cannot be changed any
 * more is followed by another.
 */
export function aiCardForm(desk: Desk, template: Template, { cards, startOver }: AiCardParts): Form {
  const { chat, buttons } = desk.target;
  const data = aiCardData(desk, template);

  /** What a pressed button brings back is the card's id, no more. While Redis is away, the state is left for later. */
  async function rememberPlace(sheet: Sheet): Promise<void> {
    if (!template.callbacks || !buttons) return;
    await cards.keep(sheet.id, { chat, token: buttons.token }).catch(() => {
      throw new PlatformFailure(
        'unreachable',
        'Redis does not answer, which has to know where a card belongs',
      );
    });
  }

  async function create(sheet: Sheet, look: Look, insist: Insist): Promise<void> {
    await rememberPlace(sheet);
    let attempts = 0;
    await insist({
      endpoint: 'createAndDeliver',
      async body() {
        attempts += 1;
        sheet.doubtful ||= attempts > 1;
        return data.creation(sheet, look);
      },
    });
  }

  async function stream(sheet: Sheet, look: Look, insist: Insist): Promise<void> {
    await insist({ endpoint: 'streamCard', body: async () => data.streaming(sheet, look) });
  }

  async function replace(sheet: Sheet, look: Look, insist: Insist): Promise<void> {
    await insist({ endpoint: 'updateCard', body: async () => data.replacement(sheet, look) });
  }

  /** @returns whether it is there now and shows this; false: it was there before, and shows something else */
  async function begin(sheet: Sheet, look: Look, insist: Insist): Promise<boolean> {
    try {
      await create(sheet, look, insist);
      return true;
    } catch (error) {
      sheet.doubtful ||= isUnanswered(error);
      if (!canMend(error, 'exists')) throw error;
      sheet.state = 'open';
      return false;
    }
  }

  /** @returns false: it does not stream any more */
  async function goOn(sheet: Sheet, look: Look, insist: Insist): Promise<boolean> {
    try {
      await stream(sheet, look, insist);
      return true;
    } catch (error) {
      // How a finished card refuses is not documented, and a last state must land.
      const another = look.end === 'growing' ? canMend(error, 'closed') : isRefusalOfCard(error);
      if (!another) throw error;
      return false;
    }
  }

  return {
    async show(sheet, look, insist) {
      const isFirst = isBegun(sheet);
      if (isFirst && (await begin(sheet, look, insist))) return;
      if (sheet.state === 'open' && (await goOn(sheet, look, insist))) return;
      try {
        // Another answer's buttons, be its first state its last one.
        await rememberPlace(sheet);
        await replace(sheet, look, insist);
      } catch (error) {
        sheet.doubtful ||= isUnanswered(error);
        if (!isRefusalOfCard(error)) throw error;
        await startOver(sheet);
        if (!(await begin(sheet, look, insist))) await stream(sheet, look, insist);
      }
    },
    retire: (sheet, look, insist) => ifThere(replace(sheet, look, insist)),
  };
}

/** Whether nobody knows what came of it. */
const isUnanswered = (error: unknown) => error instanceof PlatformFailure && error.kind === 'unreachable';

/** Whether another way to the same text may be open: neither the text nor the month is at fault. */
function isRefusalOfCard(error: unknown): boolean {
  if (!(error instanceof DingtalkFailure)) return false;
  return error.kind === 'refused' && error.mend !== 'size' && error.mend !== 'unsafe';
}
