import type { Page } from '../render/pages.ts';

/** What a message shows. */
export interface Look {
  readonly page: Page;
  /** Absent: it has no Stop button. */
  readonly stopToken: string | undefined;
}

/** Our messages, first page first, and what each shows, as far as this process knows. */
export interface Screen {
  /** For the record. */
  ids(): readonly number[];
  /** The message of a page; undefined where there is none that can be edited. */
  idAt(index: number): number | undefined;
  shows(index: number, look: Look): boolean;
  put(index: number, messageId: number, look: Look): void;
  /** The group is another one now, and our messages are not there. A page that nothing changes is not sent anew. */
  leaveBehind(): void;
  /** Of the pages beyond so many, the messages that can be deleted, last first. */
  beyond(count: number): readonly number[];
  /** Forgets the pages beyond so many. */
  cut(count: number): void;
}

/** The id of a message that stayed behind; no message has it. */
const outOfReach = 0;

/** @param known the ids that whoever went before has noted */
export function openScreen(known: readonly number[]): Screen {
  let shown: { readonly messageId: number; readonly look?: Look }[] = known.map(messageId => ({ messageId }));
  return {
    ids: () => shown.map(({ messageId }) => messageId),
    idAt(index) {
      const messageId = shown[index]?.messageId;
      return messageId === outOfReach ? undefined : messageId;
    },
    shows(index, { page, stopToken }) {
      const look = shown[index]?.look;
      return look?.page.html === page.html && look.stopToken === stopToken;
    },
    put(index, messageId, look) {
      shown[index] = { messageId, look };
    },
    leaveBehind() {
      shown = shown.map(message => ({ ...message, messageId: outOfReach }));
    },
    beyond(count) {
      const surplus = shown.slice(count).reverse();
      return surplus.map(({ messageId }) => messageId).filter(id => id !== outOfReach);
    },
    cut(count) {
      shown.splice(count);
    },
  };
}
