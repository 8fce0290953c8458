import type { Wire } from './words.ts';

/** What a person sees after pressing a button; `answered` is false when the bot failed or let the deadline pass. */
export interface PressAnswer {
  readonly answered: boolean;
  readonly toast?: { readonly type: string; readonly content: string };
  /** The card that the answer brought, which the message now shows. */
  readonly card?: Wire;
}
