import { readTypedLine, type TypedLine } from '../typed-line.ts';
import type { DingtalkSimulator } from './index.ts';
import type { Chat, Person } from './words.ts';

/** People and groups that appear when a line first names them, and a screen that prints what the bot writes. */
export class Terminal {
  readonly #dingtalk: DingtalkSimulator;
  readonly #print: (line: string) => void;
  readonly #groups = new Map<string, Chat>();
  /** What the screen calls a chat: by its title, or by the person whose private one it is. */
  readonly #names = new Map<string, string>();
  readonly #printed = new Map<string, number>();

  constructor(dingtalk: DingtalkSimulator, print: (line: string) => void) {
    this.#dingtalk = dingtalk;
    this.#print = print;
    dingtalk.onChange(() => this.#show());
  }

  /** Says or presses what was typed. */
  enter(line: string): void {
    const typed = readTypedLine(line);
    if (typed) this.#do(typed);
    else this.#print('Type "@alice 你好", "#team @alice @言桥 你好" or "@alice [停止]".');
  }

  #do({ group, person: staffId, text, button }: TypedLine): void {
    const { bot } = this.#dingtalk;
    const person = this.#dingtalk.person({ staffId, name: staffId });
    const chat = group ? this.#group(group) : this.#dingtalk.direct(person);
    this.#names.set(chat.id, group ?? staffId);
    if (button !== undefined) void this.#press(chat, person, button);
    else {
      const mentions = [text.includes(`@${bot.name}`) && bot, text.includes('@所有人') && ('all' as const)];
      this.#dingtalk.say(chat, person, text, { mentions: mentions.filter(mentioned => mentioned !== false) });
    }
  }

  async #press(chat: Chat, person: Person, button: string): Promise<void> {
    const shown = this.#dingtalk.messages(chat).findLast(({ buttons }) => buttons.length > 0);
    if (!shown) return this.#print('There is no button here.');
    const { answered, notice } = await this.#dingtalk
      .press(chat, person, shown.id, button)
      .catch((error: Error) => ({ answered: true, notice: error.message }));
    this.#print(answered ? `(${notice ?? 'pressed'})` : '(the bot did not answer the button)');
  }

  #group(title: string): Chat {
    const known = this.#groups.get(title) ?? this.#dingtalk.group({ title });
    this.#groups.set(title, known);
    return known;
  }

  #show(): void {
    for (const chat of this.#dingtalk.chats()) {
      const name = this.#names.get(chat.id) ?? chat.title ?? chat.id;
      const ours = this.#dingtalk.messages(chat).filter(({ byBot }) => byBot);
      for (const [index, { id, kind, text, file, buttons, states }] of ours.entries()) {
        if (this.#printed.get(id) === states.length) continue;
        this.#printed.set(id, states.length);
        const words = file
          ? [`[${file.name}]`, ...file.entries.map(({ content }) => content)].join('\n')
          : text;
        const pressable = buttons.map(button => ` [${button.text}]`).join('');
        this.#print(`${name} · ${kind} ${index + 1} · ${words}${pressable}`);
      }
    }
  }
}
