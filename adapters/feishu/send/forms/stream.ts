import type { Endpoint } from '../../api/endpoints.ts';
import { canMend } from '../../api/failures.ts';
import { createdCard } from '../../wire.ts';
import { cardJson, type Look, summaryOf } from '../card.ts';
import type { Insist } from '../patience.ts';
import type { Sheet } from '../sheet.ts';
import type { Desk, Form } from './form.ts';

/** So many numbers are reserved at a time: the record need not be kept for each change. */
const reservation = 100;
/** How often a change is tried with other numbers: a successor that writes too has reserved at most so many blocks. */
const renumberingsAtMost = 3;

/**
 * A card that streams: it is created, sent by its id, and then its text is replaced, always the whole, while people see
 * it typed. At the end streaming is closed and the whole card replaced, which changes its buttons. Streaming closes by
 * itself ten minutes after it was opened: it is opened again when Feishu says so, as for an answer that is made anew.
 * https://open.feishu.cn/document/feishu-cards/streaming-updates-openapi-overview
 */
export function streamForm({ target, keep, send }: Desk): Form {
  async function nextSequence(sheet: Sheet): Promise<number> {
    if (sheet.used >= sheet.sequence) {
      sheet.sequence += reservation;
      await keep();
    }
    sheet.used += 1;
    return sheet.used;
  }

  /** One change of the card, with a number that it has not seen. */
  async function operate(
    sheet: Sheet,
    endpoint: Endpoint,
    change: Readonly<Record<string, unknown>>,
    insist: Insist,
  ): Promise<void> {
    const card = sheet.card ?? '';
    const body = async () => {
      const sequence = await nextSequence(sheet);
      return { ...change, sequence, uuid: `${card}:${sequence}` };
    };
    for (let renumberings = 0; ; renumberings++) {
      try {
        await insist({ endpoint, id: card, place: { kind: 'card', id: card }, body });
        return;
      } catch (error) {
        if (!canMend(error, 'sequence') || renumberings === renumberingsAtMost) throw error;
        // Whoever used them reserved at most this block; keeping the next one tells whether the reply is still ours.
        sheet.used = sheet.sequence;
      }
    }
  }

  const setStreaming = (sheet: Sheet, config: Readonly<Record<string, unknown>>, insist: Insist) =>
    operate(sheet, 'cardSettings', { settings: JSON.stringify({ config }) }, insist);

  const replace = (sheet: Sheet, look: Look, insist: Insist) => {
    const data = cardJson(look, target, look.growing);
    return operate(sheet, 'replaceCard', { card: { type: 'card_json', data } }, insist);
  };

  async function open(sheet: Sheet, look: Look, insist: Insist): Promise<void> {
    await setStreaming(sheet, { streaming_mode: true }, insist);
    await replace(sheet, look, insist);
  }

  /** Ends the streaming, if time has not ended it. */
  async function close(sheet: Sheet, { page }: Look, insist: Insist): Promise<void> {
    try {
      await setStreaming(sheet, { streaming_mode: false, summary: { content: summaryOf(page) } }, insist);
    } catch (error) {
      if (!canMend(error, 'closed')) throw error;
    }
  }

  async function grow(sheet: Sheet, look: Look, insist: Insist): Promise<void> {
    const before = sheet.look;
    const onlyText = before === undefined || (before.growing && sameButtons(before, look) && !before.plainly);
    if (!onlyText) return open(sheet, look, insist);
    try {
      await operate(sheet, 'streamText', { content: look.page.markdown }, insist);
    } catch (error) {
      if (!canMend(error, 'closed')) throw error;
      await open(sheet, look, insist);
    }
  }

  return {
    async begin(sheet, look, insist) {
      if (sheet.card === undefined) {
        const data = cardJson(look, target, look.growing);
        const created = await insist({
          endpoint: 'createCard',
          id: '',
          place: { kind: 'nothing' },
          body: async () => ({ type: 'card_json', data }),
        });
        sheet.card = createdCard.parse(created).data.card_id;
        sheet.sequence = reservation;
        sheet.look = look;
      }
      const content = JSON.stringify({ type: 'card', data: { card_id: sheet.card } });
      await send(sheet, { msg_type: 'interactive', content }, insist);
    },
    async change(sheet, look, insist) {
      if (look.growing) {
        await grow(sheet, look, insist);
      } else {
        if (sheet.look === undefined || sheet.look.growing) await close(sheet, look, insist);
        await replace(sheet, look, insist);
      }
      sheet.look = look;
    },
  };
}

const sameButtons = (a: Look, b: Look) => a.buttons.join() === b.buttons.join();
