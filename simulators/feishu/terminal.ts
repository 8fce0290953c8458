import { readTypedLine, type TypedLine } from '../typed-line.ts';
import type { FeishuSimulator } from './index.ts';
import type { Chat, Person } from './words.ts';

/** People and groups that appear when a line first names them, and a screen that prints what the bot writes. */
export class Terminal {
  readonly #feishu: FeishuSimulator;
  readonly #print: (line: string) => void;
  readonly #groups = new Map<string, Chat>();
  readonly #printed = new Map<string, number>();

  constructor(feishu: FeishuSimulator, print: (line: string) => void) {
    this.#feishu = feishu;
    this.#print = print;
    feishu.onChange(() => this.#show());
  }

  /** Says or presses what was typed. */
  enter(line: string): void {
    const typed = readTypedLine(line);
    if (typed) this.#do(typed);
    else this.#print('Type "@alice 你好", "#team @alice @言桥 你好" or "@alice [停止]".');
  }

  #do({ group, person: name, text, button }: TypedLine): void {
    const { bot } = this.#feishu;
    const person = this.#feishu.person({ openId: `ou_${name}`, name });
    const chat = group ? this.#group(group) : this.#feishu.direct(person);
    if (button !== undefined) void this.#press(chat, person, button);
    else {
      const mentions = [text.includes(`@${bot.name}`) && bot, text.includes('@所有人') && ('all' as const)];
      this.#feishu.say(chat, person, text, { mentions: mentions.filter(mentioned => mentioned !== false) });
    }
  }

  async #press(chat: Chat, person: Person, button: string): Promise<void> {
    const shown = this.#feishu.messages(chat).findLast(({ buttons }) => buttons.length > 0);
    if (!shown) return this.#print('There is no button here.');
    const { answered, toast } = await this.#feishu
      .press(chat, person, shown.id, button)
      .catch((error: Error) => ({ answered: true, toast: { content: error.message } }));
    this.#print(answered ? `(${toast?.content ?? 'pressed'})` : '(the bot did not answer the button)');
  }

  #group(title: string): Chat {
    const known = this.#groups.get(title) ?? this.#feishu.group({ title });
    this.#groups.set(title, known);
    return known;
  }

  #show(): void {
    for (const chat of this.#feishu.chats()) {
      for (const { id, byBot, text, file, buttons, states } of this.#feishu.messages(chat)) {
        if (!byBot || this.#printed.get(id) === states.length) continue;
        this.#printed.set(id, states.length);
        const words = file ? `[${file.name}]\n${file.content}` : text;
        const pressable = buttons.map(button => ` [${button.text}]`).join('');
        this.#print(`${chat.title ?? chat.id} · ${id} · ${words}${pressable}`);
      }
    }
  }
}
