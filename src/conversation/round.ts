/** A question that has been answered, as it is kept in a conversation's history. */
export interface Round {
  readonly question: string;
  readonly answer: string;
  /** The platform's id of the message that asked. */
  readonly messageId: string;
  /** The platform's id of the person who asked. */
  readonly senderId: string;
  /** What they are called; absent in rounds of older versions. */
  readonly senderName?: string;
  /** The platform's id of the person whose message the question quotes; absent where it is the bot, or not told. */
  readonly quotedId?: string;
  /** When it was asked, by the platform's clock; Unix milliseconds. */
  readonly at: number;
}
