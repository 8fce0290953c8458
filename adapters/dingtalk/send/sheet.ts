import { createHash } from 'node:crypto';
import { z } from 'zod';

/**
 * How an answer is shown, best first: a card of the organisation's template that is streamed to; DingTalk's own card,
 * which is replaced again and again; a message, once all is said.
 */
export const formNames = ['ai-card', 'standard-card', 'message'] as const;
export type FormName = (typeof formNames)[number];

/** What another process needs of one message of ours. */
export const sheetRecord = z.object({
  form: z.enum(formNames),
  /** A card's id, which we choose: what makes its creation harmless to repeat. */
  id: z.string(),
  /** `begun`: it may be there. `open`: more is to come. `closed`: it was finished, or is a message, which always is. */
  state: z.enum(['begun', 'open', 'closed']),
  /** A hash of the look that has landed; absent while another is on its way. */
  shows: z.string().optional(),
});

export type SheetRecord = z.infer<typeof sheetRecord>;

/** One message of ours while we write it; `new`: nothing was sent. */
export interface Sheet {
  readonly form: FormName;
  id: string;
  state: 'new' | SheetRecord['state'];
  shows: string | undefined;
  /** An attempt was not answered: one that is `begun` may be there, one that is `closed` may grow again. */
  doubtful: boolean;
}

/** What a message shows. */
export interface Look {
  readonly markdown: string;
  /** The same without formatting. */
  readonly plain: string;
  readonly end: End;
  /** Whether it is the message that answers the question. */
  readonly first: boolean;
  /** Counts the answers that one message has shown: `/retry` puts another in place of the first. */
  readonly generation: number;
}

/** `growing`: more is to come here. */
export type End = 'growing' | 'finished' | 'failed';

/** A message that nobody has seen yet. */
export const newSheet = (form: FormName, id: string): Sheet => ({
  form,
  id,
  state: 'new',
  shows: undefined,
  doubtful: false,
});

/** Another in its place, which nobody has seen yet. */
export function renew(sheet: Sheet): void {
  Object.assign(sheet, { ...newSheet(sheet.form, fingerprint(sheet.id)), state: 'begun' });
}

export const sheetFrom = ({ form, id, state, shows }: SheetRecord): Sheet => ({
  form,
  id,
  state,
  shows,
  doubtful: state === 'begun' || (state === 'closed' && shows === undefined),
});

/** What is kept of it; nothing before it was begun. */
export function recordOf({ form, id, state, shows }: Sheet): SheetRecord[] {
  return state === 'new' ? [] : [{ form, id, state, ...(shows !== undefined && { shows }) }];
}

/** Whether its first look has yet to land, for all we know. */
export const isBegun = ({ state }: Sheet): boolean => state === 'new' || state === 'begun';

/** Whether people see a card that looks as if more were to come, for all we know. */
export const isSeenGrowing = ({ form, state, doubtful }: Sheet): boolean =>
  form === 'ai-card' && (state === 'open' || doubtful);

/** Another look is on its way: until it has landed, nobody knows what the message shows. */
export function leave(sheet: Sheet): void {
  if (sheet.state === 'new') sheet.state = 'begun';
  sheet.shows = undefined;
}

/** It has landed. */
export function land(sheet: Sheet, look: Look): void {
  sheet.state = look.end === 'growing' ? 'open' : 'closed';
  sheet.doubtful = false;
  sheet.shows = hashOf(look);
}

/** Whether there is nothing to change. */
export const alreadyShows = (sheet: Sheet, look: Look): boolean => sheet.shows === hashOf(look);

/** Tells one look from another, and not what it says. */
const hashOf = ({ markdown, end, generation }: Look): string =>
  fingerprint(markdown, end, String(generation)).slice(0, 16);

/** 32 hexadecimal digits that stand for these words. */
export const fingerprint = (...words: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 32);
