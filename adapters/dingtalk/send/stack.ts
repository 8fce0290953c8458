import { z } from 'zod';
import type { ReplyRecord } from '../../../src/platform.ts';
import {
  type FormName,
  fingerprint,
  isBegun,
  newSheet,
  recordOf,
  renew,
  type Sheet,
  sheetFrom,
  sheetRecord,
} from './sheet.ts';

const recordShape = z.object({
  /** What the answer has cost so far. */
  calls: z.int().default(0),
  /** How many answers these messages have shown before: `/retry` puts another in place of the first. */
  generation: z.int().default(0),
  /** How much a card holds: a successor cuts at the same places. */
  bytes: z.int().optional(),
  /** Names the last state, once all of it has landed. */
  ended: z.string().optional(),
  sheets: z.array(sheetRecord).default([]),
});

/** The messages of one reply, and what its record says. */
export class Stack {
  sheets: Sheet[];
  /** Undefined until the first message needs one. */
  form: FormName | undefined;
  bytes: number;
  generation: number;
  ended: string | undefined;
  /** The pages behind those that stand in cards come as messages. */
  spills: boolean;
  /** What a former process counted. */
  readonly calls: number;
  readonly #seed: string;

  /** @param seed tells this reply from all others */
  constructor(seed: string, bytes: number, record: ReplyRecord | undefined) {
    const known = recordShape.parse(record ?? {});
    this.#seed = seed;
    this.sheets = known.sheets.map(sheetFrom);
    this.form = this.sheets[0]?.form;
    this.bytes = known.bytes ?? bytes;
    this.generation = known.generation;
    this.ended = known.ended;
    this.calls = known.calls;
    this.spills = this.sheets.some(({ form }) => form === 'message');
  }

  /** Plain JSON without any of the text. */
  record(calls: number): ReplyRecord {
    const { generation, bytes, ended, sheets } = this;
    return {
      calls,
      generation,
      bytes,
      ...(ended !== undefined && { ended }),
      sheets: sheets.flatMap(recordOf),
    };
  }

  sheetAt(index: number, form: FormName): Sheet {
    const there = this.sheets[index];
    if (there && (there.state !== 'new' || there.form === form)) return there;
    const sheet = newSheet(form, fingerprint(this.#seed, String(this.generation), String(index)));
    this.sheets[index] = sheet;
    return sheet;
  }

  /** The leading messages that are cards, and may be there. */
  get cards(): readonly Sheet[] {
    const end = this.sheets.findIndex(({ form, state }) => form === 'message' || state === 'new');
    return this.sheets.slice(0, end < 0 ? undefined : end);
  }

  /** The first message that may not be there. */
  get underWay(): Sheet | undefined {
    return this.sheets.find(isBegun);
  }

  /** Whether people may see anything of it. */
  get isSeen(): boolean {
    return this.sheets.some(sheet => !isBegun(sheet));
  }

  /**
   * A card was refused: what stands before it stays, what it should have held comes as messages.
   * @returns false: nothing stands before it
   */
  spill(): boolean {
    const refused = this.sheets.findIndex(isBegun);
    if (refused < 1) return false;
    this.sheets.length = refused;
    this.spills = true;
    return true;
  }

  /** This one and those behind it, whose places others take: what is said there comes below all that was said before. */
  renewFrom(sheet: Sheet): void {
    const behind = this.sheets.splice(this.sheets.indexOf(sheet) + 1);
    this.sheets.push(...behind.map(({ form, id }) => newSheet(form, fingerprint(id))));
    renew(sheet);
  }

  /** What follows stands in messages of another form, which nobody has seen yet; what is there stays as it is. */
  become(form: FormName): void {
    this.sheets = [];
    this.form = form;
  }

  /** Another answer begins, in the cards of the one before, or behind its messages. @returns false: there was none before */
  beginAnew(): boolean {
    if (this.ended === undefined) return false;
    this.ended = undefined;
    this.generation += 1;
    this.spills = false;
    // Where messages stand below, what is said in the cards above them would be read in the wrong order.
    if (this.sheets.some(({ form }) => form === 'message')) this.sheets = [];
    this.form = this.sheets[0]?.form;
    return true;
  }
}
