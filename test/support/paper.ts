import type { Chat } from '../../src/message.ts';
import type { Intake, KeepRecord, Platform, Reply, ReplyRecord, ReplyTarget } from '../../src/platform.ts';

/** One message on paper, with every state that people saw. */
export interface Sheet {
  readonly id: number;
  readonly target: ReplyTarget;
  readonly states: string[];
  finished: boolean;
}

/** A platform that bears everything at once and remembers it: for tests of what stands above the port. */
export interface Paper extends Platform {
  readonly sheets: Sheet[];
  /** Called before each write; throw to refuse it. */
  beforeWrite: (kind: 'show' | 'finish', markdown: string) => void | Promise<void>;
}

export function openPaper(): Paper {
  const sheets: Sheet[] = [];
  const reply = (target: ReplyTarget, keep: KeepRecord, record?: ReplyRecord): Reply => {
    let sheet = sheets.find(({ id }) => id === record?.['sheet']);
    const write = async (kind: 'show' | 'finish', markdown: string) => {
      await paper.beforeWrite(kind, markdown);
      if (!sheet) {
        sheet = { id: sheets.length + 1, target, states: [], finished: false };
        sheets.push(sheet);
        sheet.states.push(markdown);
        await keep({ sheet: sheet.id });
      } else if (sheet.states.at(-1) !== markdown) {
        sheet.states.push(markdown);
      }
      sheet.finished = kind === 'finish';
    };
    return {
      ready: async signal => signal.throwIfAborted(),
      show: markdown => write('show', markdown),
      finish: markdown => write('finish', markdown),
      fail: markdown => write('finish', markdown),
      release() {},
    };
  };
  const intake: Intake = {
    start: async () => {},
    stop: async () => {},
    state: () => ({ ready: true, detail: 'paper' }),
  };
  const paper: Paper = {
    name: 'paper',
    intake,
    sheets,
    beforeWrite: () => {},
    open: (target, keep) => reply(target, keep),
    resume: (target, record, keep) => reply(target, keep, record),
    isChatAdmin: async (chat: Chat) => chat.kind === 'direct',
    close: async () => {},
  };
  return paper;
}
