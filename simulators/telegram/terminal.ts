import { readTypedLine, type TypedLine } from '../typed-line.ts';
import type { TelegramSimulator } from './index.ts';
import type { Chat, Person } from './words.ts';

/** People and groups that appear when a line first names them, and a screen that prints what the bot writes. */
export class Terminal {
  readonly #telegram: TelegramSimulator;
  readonly #print: (line: string) => void;
  readonly #people = new Map<string, Person>();
  readonly #groups = new Map<string, Chat>();
  readonly #printed = new Map<string, number>();

  constructor(telegram: TelegramSimulator, print: (line: string) => void) {
    this.#telegram = telegram;
    this.#print = print;
    telegram.onChange(() => this.#show());
  }

  /** Says or presses what was typed. */
  enter(line: string): void {
    const typed = readTypedLine(line);
    if (typed) this.#do(typed);
    else this.#print('Type "@alice 你好", "#team @alice 你好" or "@alice [停止]".');
  }

  #do(typed: TypedLine): void {
    const person = this.#person(typed.person);
    const chat = typed.group ? this.#group(typed.group) : this.#telegram.direct(person);
    if (typed.button === undefined) this.#telegram.say(chat, person, typed.text);
    else void this.#press(chat, person, typed.button);
  }

  async #press(chat: Chat, person: Person, button: string): Promise<void> {
    const shown = this.#telegram.messages(chat).findLast(({ keyboard }) => keyboard.length > 0);
    if (!shown) return this.#print('There is no button here.');
    const { answered, text } = await this.#telegram
      .press(chat, person, shown.id, button)
      .catch((error: Error) => ({ answered: true, text: error.message }));
    this.#print(answered ? `(${text ?? 'pressed'})` : '(the bot did not answer the button)');
  }

  #person(username: string): Person {
    const known = this.#people.get(username) ?? this.#telegram.person({ username, firstName: username });
    this.#people.set(username, known);
    return known;
  }

  #group(title: string): Chat {
    const known = this.#groups.get(title) ?? this.#telegram.group({ title, supergroup: true });
    this.#groups.set(title, known);
    return known;
  }

  #show(): void {
    for (const chat of this.#telegram.chats()) {
      for (const { id, byBot, text, file, keyboard, edits } of this.#telegram.messages(chat)) {
        const key = `${chat.id} ${id}`;
        if (!byBot || this.#printed.get(key) === edits.length) continue;
        this.#printed.set(key, edits.length);
        const buttons = keyboard.flat().map(button => ` [${button.text}]`);
        const words = file ? `[${file.name}]\n${file.content}` : text;
        this.#print(`${chat.title ?? chat.id} · ${id} · ${words}${buttons.join('')}`);
      }
    }
  }
}
