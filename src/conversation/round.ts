/** A question that has been answered, as it is kept in a conversation's history. */
export interface Round {
  readonly question: string;
  readonly answer: string;
  /** The platform's id of the message that asked. */
  readonly messageId: string;
  /** The platform's id of the person who asked. */
  readonly senderId: string;
  /** Unix milliseconds. */
  readonly at: number;
}
