import { type Changes, type Playground, PlaygroundRefusal } from '../../src/playground.ts';

/** A playground of one chat that remembers what it was asked, and tells what the test puts into `changes`. */
export interface SmallPlayground extends Playground {
  readonly asked: unknown[];
  readonly watched: (string | undefined)[];
  tell(changes: Changes): void;
}

export function smallPlayground(): SmallPlayground {
  const asked: unknown[] = [];
  const watched: (string | undefined)[] = [];
  const told: Changes[] = [{ id: '0', changes: [] }];
  let wake = () => {};
  const note = async (what: unknown) => void asked.push(what);
  return {
    asked,
    watched,
    tell(changes) {
      told.push(changes);
      wake();
    },
    chats: async () => [{ id: 'c1', kind: 'direct', title: '小李', people: [], present: true }],
    async messages(chat) {
      if (chat !== 'c1') throw new PlaygroundRefusal('unknown', 'There is no such chat.');
      return [];
    },
    async openChat(draft) {
      asked.push(draft);
      throw new PlaygroundRefusal('full', 'There are enough.');
    },
    closeChat: note,
    setPresent: note,
    async say(saying) {
      asked.push(saying);
      return 'm1';
    },
    edit: note,
    takeBack: note,
    async press() {
      throw new PlaygroundRefusal('forbidden', 'It is not yours.');
    },
    file: async message => (message === 'm/2' ? { name: '对话.md', text: '# 对话' } : undefined),
    html: markdown => `<p>${markdown.replaceAll('<', '&lt;')}</p>`,
    async *watch(after, signal) {
      watched.push(after);
      const woken = () =>
        new Promise<void>(resolve => {
          wake = resolve;
          signal.addEventListener('abort', () => resolve());
        });
      for (let at = 0; !signal.aborted; ) {
        const next = told[at];
        if (next) {
          at += 1;
          yield next;
        } else await woken();
      }
    },
  };
}
