import { readMarkdown } from './markdown.ts';
import type { MessageState } from './words.ts';

const plain = { buttons: [], flowStatus: undefined, streaming: false, params: {} } as const;

/** What people see of a text at `at`. */
export const textFace = (text: string, at: number): MessageState => ({
  ...plain,
  at,
  text,
  markdown: text,
  title: '',
});

/** What people see of a Markdown message, or of a standard card, at `at`; `title` is what the list of chats tells. */
export const markdownFace = (title: string, markdown: string, at: number): MessageState => ({
  ...plain,
  at,
  text: readMarkdown(markdown, { rich: false }),
  markdown,
  title,
});
