/** A job of the queue: what somebody wrote. */
export interface Question {
  readonly chat: number;
  readonly messageId: number;
  readonly text: string;
}

export const queueName = 'questions';
