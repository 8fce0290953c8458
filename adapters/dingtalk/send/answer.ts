import { randomUUID } from 'node:crypto';
import type { World } from '../../../src/adapter.ts';
import type { KeepRecord, ReplyRecord, ReplyTarget } from '../../../src/platform.ts';
import type { Endpoint } from '../api/endpoints.ts';
import type { DingtalkApi } from '../api.ts';
import type { Cards } from '../cards.ts';
import type { CoolApps } from '../cool-apps.ts';
import type { Sessions } from '../sessions.ts';
import { type Allowance, openAllowance } from './allowance.ts';
import type { CardSize } from './card-size.ts';
import { aiCardForm } from './forms/ai-card.ts';
import type { Template } from './forms/ai-card-data.ts';
import { messageForm } from './forms/message.ts';
import { standardCardForm } from './forms/standard-card.ts';
import type { Ladder } from './ladder.ts';
import type { LeftOpen } from './left-open.ts';
import { openPatience, type Patience } from './patience.ts';
import { type FormName, fingerprint, isBegun, type Sheet } from './sheet.ts';
import { Stack } from './stack.ts';
import { openWriter, type Writer } from './writer.ts';

export interface AnswerParts {
  readonly api: DingtalkApi;
  readonly sessions: Pick<Sessions, 'find'>;
  readonly coolApps: Pick<CoolApps, 'codeOf'>;
  readonly ladder: Ladder;
  readonly cards: Pick<Cards, 'keep'>;
  readonly leftOpen: LeftOpen;
  readonly cardSize: Pick<CardSize, 'bytes'>;
  readonly world: Pick<World, 'clock' | 'log' | 'budget'>;
  /** Of the AI card; not used where the ladder begins lower. */
  readonly template: Template;
  /** Billable calls for one answer, 2 at least. */
  readonly callsPerReply: number;
  readonly target: ReplyTarget;
  readonly keep: KeepRecord;
  /** Absent for a reply that nobody has seen yet. */
  readonly record?: ReplyRecord;
}

/** An answer as far as it is written: its messages and their form, its calls, and who writes. */
export interface Answer {
  readonly stack: Stack;
  readonly allowance: Allowance;
  readonly patience: Patience;
  readonly writer: Writer;
  /** Saves the record. */
  keep(): Promise<void>;
  /** The form that its messages have, or will. */
  form(): Promise<FormName>;
  /** After an answer that was complete, another one begins. */
  beginAnew(): void;
  /** It goes on in messages of another form; what is there stays. */
  become(form: FormName): Promise<void>;
  /** Which API the next state most likely needs. */
  nextEndpoint(form: FormName): Endpoint;
}

export function openAnswer(parts: AnswerParts): Answer {
  const { api, sessions, coolApps, ladder, cards, leftOpen, world, target } = parts;
  // What nobody asked for has no question to be told from others by.
  const seed = fingerprint(target.chat.id, target.questionId ?? randomUUID());
  const stack = new Stack(seed, parts.cardSize.bytes, parts.record);
  const keep = () => parts.keep(stack.record(allowance.used));
  const allowance = openAllowance(parts.callsPerReply, stack.calls, world.clock.now, keep);
  const patience = openPatience(world, api, keep);
  const desk = { target, robotCode: api.app.robotCode };

  /** What stands behind it would be read in the wrong order. */
  async function startOver(sheet: Sheet): Promise<void> {
    await leftOpen.add(stack.sheets.slice(stack.sheets.indexOf(sheet)));
    stack.renewFrom(sheet);
  }

  const forms = {
    'ai-card': aiCardForm(desk, parts.template, { cards, startOver }),
    'standard-card': standardCardForm(desk, startOver),
    message: messageForm(desk, { sessions, coolApps, ladder, post: patience.post }),
  };
  return {
    stack,
    allowance,
    patience,
    writer: openWriter({ target, stack, forms, allowance, sessions, leftOpen, keep }),
    keep,
    async form() {
      stack.form ??= await ladder.rung(target);
      return stack.form;
    },
    beginAnew() {
      if (stack.beginAnew()) allowance.renew();
    },
    async become(form) {
      await leftOpen.add(stack.sheets);
      stack.become(form);
    },
    nextEndpoint: form => endpointFor(form, stack.sheets.at(-1)),
  };
}

function endpointFor(form: FormName, sheet: Sheet | undefined): Endpoint {
  const isFirst = sheet === undefined || isBegun(sheet);
  if (form === 'standard-card') return isFirst ? 'sendStandard' : 'updateStandard';
  if (isFirst) return 'createAndDeliver';
  return sheet.state === 'closed' ? 'updateCard' : 'streamCard';
}
