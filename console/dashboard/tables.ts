import { type Child, el } from '../dom.ts';
import type { Account, Amount, Earlier, PlatformNow, Queue, WaitingConversation } from '../shapes.ts';
import { tableOf } from '../table.ts';
import type { Language } from '../words/index.ts';

/** Who waits, and whose answer is growing. @param stop ends an answer */
export function queueTable(
  { words, format }: Language,
  { elsewhere, more }: Queue,
  stop: (conversation: WaitingConversation) => void,
): HTMLElement {
  const { queue } = words.dashboard;
  const rest = more > 0 ? [[queue.more(format.count(more)), '', '', '', '']] : [];
  return tableOf(
    queue.title,
    [queue.place, queue.answer, queue.waiting, queue.longest, queue.actions],
    [
      ...elsewhere.map(each => [
        each.name ?? each.chat,
        each.answer &&
          `${each.answer.isWriting ? queue.writing : queue.thinking} · ${format.duration(each.answer.forMs)}`,
        each.waiting ? format.count(each.waiting.count) : '',
        each.waiting ? format.duration(each.waiting.longestMs) : '',
        each.answer &&
          el(
            'button',
            { type: 'button', 'data-key': each.conversation, onclick: () => stop(each) },
            queue.stop,
          ),
      ]),
      ...rest,
    ],
    queue.none,
  );
}

/** The accounts of models: how fast they are called, and what was learned of their limits. */
export function accountsTable({ words, format }: Language, accounts: readonly Account[]): HTMLElement {
  const told = words.dashboard.accounts;
  const learned = ({ limit, setting, callsPerMinute, tokensPerMinute, downForMs }: Account): string =>
    [
      limit < setting ? told.slowed(setting) : '',
      callsPerMinute === undefined ? '' : told.vendorCalls(format.count(callsPerMinute)),
      tokensPerMinute === undefined ? '' : told.vendorTokens(format.count(tokensPerMinute)),
      downForMs === undefined ? '' : told.down(format.duration(downForMs)),
    ]
      .filter(text => text !== '')
      .join(' · ');
  return tableOf(
    told.title,
    [told.account, told.second, told.minute, told.inLine, told.remarks],
    accounts.map(each => [
      each.account,
      el(
        'span',
        { class: 'measure' },
        el('meter', {
          min: 0,
          max: each.limit,
          value: Math.min(each.used, each.limit),
          'aria-label': told.second,
        }),
        ` ${format.count(each.used)} / ${format.count(each.limit)}`,
      ),
      format.count(each.usedInMinute),
      format.count(each.inLine),
      el('span', { class: 'remarks' }, learned(each)),
    ]),
    told.none,
  );
}

/** Where people chat: whether we hear them, and what writing there is left, or costs. */
export function platformsTable({ words, format }: Language, platforms: readonly PlatformNow[]): HTMLElement {
  const told = words.dashboard.platforms;
  const state = ({ intake }: PlatformNow): Child => {
    if (!intake) return told.elsewhere;
    const said = intake.ready ? told.ready : told.notReady;
    return el('span', { class: intake.ready ? 'good' : 'bad', title: intake.detail }, `● ${said}`);
  };
  return tableOf(
    told.title,
    [told.name, told.state, told.writes, told.bill],
    platforms.map(each => [
      each.name,
      state(each),
      each.writes
        .map(({ scope, used, limit, perMs }) => `${scope} ${used}/${limit} · ${format.duration(perMs)}`)
        .join(', '),
      each.bill ? told.billed(format.count(each.bill.calls), format.count(each.bill.messages)) : '',
    ]),
    told.none,
  );
}

export function modelsTable(language: Language, models: Earlier['models']): HTMLElement {
  const { use } = language.words.dashboard;
  return tableOf(
    use.models,
    [use.model, use.span, use.calls, use.tokens, use.cost],
    models.flatMap(({ model, today, month, priced }) => [
      [el('code', {}, model), use.today, ...used(language, 'calls', today, priced)],
      ['', use.month, ...used(language, 'calls', month, priced)],
    ]),
    use.none,
  );
}

/** @param priced whether money is told */
export function chatsTable(language: Language, chats: Earlier['chats'], priced: boolean): HTMLElement {
  const { use } = language.words.dashboard;
  return tableOf(
    use.chats,
    [use.chat, use.span, use.replies, use.tokens, use.cost],
    chats.flatMap(({ chat, today, month }) => [
      [el('code', {}, chat), use.today, ...used(language, 'replies', today, priced)],
      ['', use.month, ...used(language, 'replies', month, priced)],
    ]),
    use.none,
  );
}

function used(
  { format }: Language,
  times: 'calls' | 'replies',
  amount: Amount,
  priced: boolean,
): readonly string[] {
  return [
    format.count(amount[times]),
    `${format.short(amount.tokensIn)} / ${format.short(amount.tokensOut)}`,
    priced ? format.money(amount.microYuan) : '–',
  ];
}
