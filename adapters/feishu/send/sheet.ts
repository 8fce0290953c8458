import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Look } from './card.ts';

/**
 * How an answer is shown, best first: a card that is streamed to; where that is not allowed, a card that is sent again
 * and again; else one message at the end.
 */
export const formNames = ['stream', 'patch', 'post'] as const;
export type FormName = (typeof formNames)[number];

/** What another process needs of one message of ours. */
export const sheetRecord = z.object({
  form: z.enum(formNames),
  /** Makes its first send harmless to repeat, for an hour. */
  uuid: z.string(),
  card: z.string().optional(),
  /** The numbers of the card's changes up to this one may be used. */
  sequence: z.int().optional(),
  message: z.string().optional(),
});

export type SheetRecord = z.infer<typeof sheetRecord>;

/** One message of ours while we write it. */
export interface Sheet {
  form: FormName;
  uuid: string;
  /** The card entity, and how many numbers of changes are reserved and used. */
  card: string | undefined;
  sequence: number;
  used: number;
  /** It may have been sent, whether or not we know its message. */
  tried: boolean;
  /** Undefined until it was sent. */
  message: string | undefined;
  /** What it shows, as far as this process knows. */
  look: Look | undefined;
}

/** A message that nobody has seen yet. */
export function newSheet(form: FormName, uuid: string): Sheet {
  return {
    form,
    uuid,
    card: undefined,
    sequence: 0,
    used: 0,
    tried: false,
    message: undefined,
    look: undefined,
  };
}

/** The sheet of a message that another process began: numbers that it may have used are not used again. */
export function sheetFrom({ form, uuid, card, sequence = 0, message }: SheetRecord): Sheet {
  return { form, uuid, card, sequence, used: sequence, tried: true, message, look: undefined };
}

export function recordOf({ form, uuid, card, sequence, message }: Sheet): SheetRecord {
  return { form, uuid, ...(card && { card, sequence }), ...(message && { message }) };
}

/**
 * What makes a first send harmless to repeat; Feishu takes at most 50 characters.
 * @param seed tells this message from all others of ours
 */
export const uuidOf = (seed: string): string => createHash('sha256').update(seed).digest('hex').slice(0, 32);
