/** What is said of a conversation that somebody takes along. */
export interface ExportWording {
  /** Nothing was said yet, or nothing is remembered any more. */
  readonly empty: string;
  readonly title: string;
  /** Under the title. @param chat its name and id. @param when `2026-11-23 14:05`, by `zone` */
  about(chat: string, when: string, zone: string, rounds: number): string;
  /** Who answered. */
  readonly bot: string;
}

/** What is said to who wants to be forgotten. */
export interface ForgetMeWording {
  /** What will go, and how to confirm it. */
  readonly warning: string;
  readonly done: string;
  /** To who writes in the name of the whole group. */
  readonly anonymous: string;
}
