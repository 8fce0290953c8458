import { expect, test } from 'vitest';
import { nothingUsed } from '../../src/tally/amount.ts';
import { type Locale, locales, wordingFor } from '../../src/wording/index.ts';
import { sources } from '../support/imports.ts';

const used = { ...nothingUsed, replies: 1, calls: 2, tokensIn: 1234, tokensOut: 56, microYuan: 12_300 };
const spans = { today: used, month: { ...used, tokensUndivided: 30 } };
const sampleUsage = { mine: spans, chat: spans, priced: true };
const sampleStats = {
  today: { messages: 3, answers: 2, failures: { quota: 1 }, firstText: { p50Ms: 700, p95Ms: 1500 } },
  models: [{ model: 'qianfan/ernie-5.1', priced: true, ...spans }],
  others: used,
};
const account = { account: 'ernie', used: 0, usedInMinute: 60, inLine: 0, limit: 5, setting: 5 };
const learnt = { callsPerMinute: 60, tokensPerMinute: 120_000, downForMs: 60_000 };
const waits = {
  chat: 'telegram:-100',
  answer: { isWriting: true, forMs: 5000 },
  waiting: { count: 2, longestMs: 200_000 },
};
const entry = {
  when: '2026-11-23 14:05',
  who: 'telegram:1',
  where: 'telegram:-100',
  what: '/pause',
};
const models = [
  { provider: 'qianfan', usual: 'ernie-5.1' },
  { provider: 'ernie', usual: 'completions_pro' },
];
const offered = [
  { name: 'time', description: 'Tells the time', fits: true },
  { name: 'search', description: 'Looks it up', fits: false },
];

const li = { subject: 'user:telegram:7', name: 'Li' };
const ban = { until: '2026-11-23 14:05', reason: 'spam' };
const limit = { what: 'replies', span: 'hour', limit: 20 };

/** Arguments with which each of the wording's functions is called once, by its path. */
const samples: Record<string, readonly (readonly unknown[])[]> = {
  waiting: [[1], [2], [7]],
  tooLong: [[5000, 3000]],
  queueFull: [[20]],
  overQuota: [
    [{ whose: 'user', what: 'replies', span: 'hour', limit: 20 }, '2026-11-23 15:00'],
    [{ whose: 'chat', what: 'tokens', span: 'day', limit: 200_000 }, '2026-11-24 00:00'],
    [{ whose: 'all', what: 'replies', span: 'day', limit: 1 }, '2026-11-24 00:00'],
  ],
  'commands.quota.list': [
    [[], 0],
    [
      [
        { owner: 'everyone', limits: [{ ...limit, most: [{ subject: 'user:telegram:1', used: 3 }] }] },
        { owner: 'all', limits: [{ ...limit, used: 3 }] },
        { owner: { subject: 'user:telegram:1' }, limits: [{ ...limit, used: 3 }] },
      ],
      2,
    ],
  ],
  'commands.quota.set': [
    ['everyone', limit],
    [{ subject: 'user:telegram:1', name: 'Li' }, limit],
    [{ subject: 'chat:telegram:-100' }, limit],
  ],
  'commands.quota.cleared': [
    ['all', true],
    ['everyone', false],
  ],
  'commands.quota.left': [
    [[{ ...limit, used: 21, until: '2026-11-23 15:00' }], []],
    [[], [{ ...limit, used: 3, until: '2026-11-23 15:00' }]],
  ],
  notText: ['picture', 'voice', 'video', 'file', 'sticker', 'place', 'other'].map(content => [content]),
  stranger: [
    ['telegram:1', undefined, true],
    ['telegram:1', 'telegram:-100', false],
  ],
  alert: ['configuration', 'permission', 'credentials', 'quota', 'token', 'exhausted', 'outage'].map(kind => [
    kind,
    '17 daily limit',
  ]),
  speaker: [['Li']],
  quoted: [[{ fromBot: true }], [{ fromBot: false }], [{ fromBot: false, senderName: 'Li' }]],
  strangeGroup: [
    ['telegram:-100', true],
    ['telegram:-100', false],
  ],
  banned: [
    [{}, 'user'],
    [ban, 'chat'],
  ],
  'commands.doors.unknownName': [['li']],
  'commands.doors.access.allowed': [
    [li, true],
    [{ subject: 'chat:telegram:-100' }, false],
  ],
  'commands.doors.access.denied': [[li]],
  'commands.doors.access.cleared': [
    [li, true],
    [li, false],
  ],
  'commands.doors.access.list': [
    [{ rows: [], more: 0 }],
    [
      {
        rows: [
          { rule: 'allow', subject: 'user:telegram:7' },
          { rule: 'deny', subject: 'chat:telegram:-100' },
        ],
        more: 3,
      },
    ],
  ],
  'commands.doors.ban.set': [
    [li, {}],
    [li, ban],
  ],
  'commands.doors.ban.reasonTooLong': [[300, 200]],
  'commands.doors.ban.list': [
    [{ rows: [], more: 0 }],
    [{ rows: [{ subject: 'user:telegram:7', ...ban }, {}], more: 3 }],
  ],
  'commands.doors.unban.lifted': [[li]],
  'commands.doors.unban.notBanned': [[li]],
  'commands.refused': [['chat-admin'], ['admin']],
  'commands.help.line': [['help', []]],
  'commands.start': [[604_800_000], [3_600_000], [90_000]],
  'commands.whoami': [
    ['telegram:1', 'telegram:-100', 'member'],
    ['telegram:1', 'telegram:-100', 'admin'],
  ],
  'commands.usage': [[sampleUsage], [{ mine: spans, priced: false, bill: { calls: 3, messages: 4 } }]],
  'commands.stats': [
    [sampleStats, [{ ...account, limit: 2.5, inLine: 3, ...learnt }]],
    [{ ...sampleStats, models: [...sampleStats.models, ...sampleStats.models] }, [account]],
    [{ today: { messages: 0, answers: 0, failures: {} }, models: [] }, [account]],
  ],
  'commands.overview.queue': [
    [{ conversations: 0, answers: 0, questions: 0, here: [], elsewhere: [], more: 0 }],
    [
      {
        conversations: 9,
        answers: 2,
        questions: 20,
        here: [{ ...waits, name: 'a_b' }],
        elsewhere: [
          waits,
          { chat: 'telegram:1', answer: { isWriting: false, forMs: 7_200_000 } },
          { chat: 'telegram:2', waiting: { count: 1, longestMs: 300_000_000 } },
        ],
        more: 5,
      },
    ],
  ],
  'commands.overview.audit.list': [
    [[]],
    [[], 'user:telegram:1'],
    [['done', 'refused', 'not-understood', 'failed'].map(result => ({ ...entry, result }))],
    [[{ ...entry, result: 'done' }], 'user:telegram:1'],
  ],
  'commands.model.shown': [
    [{ answers: 'qianfan/ernie-5.1', isDefault: true }],
    [{ answers: 'qianfan/ernie-5.1', isDefault: false, lost: 'ernie' }],
  ],
  'commands.model.set': [
    ['ernie/completions_pro', false],
    ['ernie/completions_pro', true],
  ],
  'commands.model.notConfigured': [['openai']],
  'commands.model.cleared': [['qianfan/ernie-5.1']],
  'commands.model.how': [[models]],
  'commands.functions.shown': [
    [offered, true],
    [offered, false],
    [[], true],
  ],
  'commands.functions.on': [[offered], [[]]],
  'commands.language.shown': [[true], [false]],
  'commands.language.how': [[[{ locale: 'en', name: 'English' }]]],
  'commands.export.about': [['`telegram:7`', '2026-11-23 14:05', 'Asia/Shanghai', 3]],
  'commands.persona.shown': [['a pirate']],
  'commands.persona.tooLong': [[2000, 1024]],
  'commands.params.shown': [[{}], [{ topP: 0.5 }]],
  'commands.params.set': [
    ['top_p', 0.5],
    ['top_p', 0.5, 'temperature'],
  ],
  'commands.params.cleared': [[], ['top_p']],
  'commands.params.outOfRange': [['temperature'], ['top_p'], ['penalty_score']],
};

/** Every text of a wording, with the path that leads to it. */
function texts(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    const calls = samples[path];
    if (calls === undefined) throw new Error(`no sample arguments for ${path}`);
    return calls.map(args => [`${path}(${JSON.stringify(args)})`, String(value(...args))]);
  }
  return Object.entries(value as object).flatMap(([key, inner]) =>
    texts(inner, path === '' ? key : `${path}.${key}`),
  );
}

const spoken = locales.map(locale => ({ locale, texts: texts(wordingFor(locale)) }));
const every = spoken.flatMap(each => each.texts);

/** What a text of each language must hold, and what only a text of another one does. */
const marks: Readonly<Record<Locale, { readonly own: RegExp; readonly foreign: RegExp }>> = {
  'zh-CN': {
    own: /\p{Script=Han}/u,
    // A sentence of Latin words, or a Latin sign behind a Chinese one; names, commands and settings are none.
    foreign: /(\b[A-Za-z]{2,}\b[ ,]+){3,}[A-Za-z]{2,}\b|\p{Script=Han}[,;!?]/u,
  },
  en: { own: /[A-Za-z]/, foreign: /[\p{Script=Han}，。：；、（）「」]/u },
};

test('all languages have the same texts', () => {
  const [first, ...others] = spoken.map(each => each.texts.map(([path]) => path));
  for (const paths of others) expect(paths).toEqual(first);
});

test('each language calls itself by another name', () => {
  expect(new Set(locales.map(locale => wordingFor(locale).languageName)).size).toBe(locales.length);
});

test('each text is whole: nothing undefined in it, and no space at its ends but behind a speaker', () => {
  for (const [path, text] of every) {
    expect(text, path).toMatch(/\S/);
    expect(text, path).not.toMatch(/undefined|NaN|\[object/);
    if (!path.startsWith('speaker')) expect(text, path).toBe(text.trim());
  }
});

test.each(spoken)('no text of $locale is in another language', ({ locale, texts }) => {
  const { own, foreign } = marks[locale];
  for (const [path, text] of texts) {
    if (!path.startsWith('speaker')) expect(text, path).toMatch(own);
    expect(text.replaceAll(/`[^`]*`|https?:\S+/g, ''), path).not.toMatch(foreign);
  }
});

test('a language is its file and one line in the index: nothing else names one', () => {
  const elsewhere = sources('src', 'adapters').filter(({ path }) => !path.startsWith('src/wording/'));
  // Words by language, or a type of some languages, would have to grow with each.
  const grows = /['"](zh-CN|en)['"]\s*[:|]|\|\s*['"](zh-CN|en)['"]|\ben:\s|wording\/(zh|en)/;
  expect(elsewhere.filter(({ code }) => grows.test(code)).map(({ path }) => path)).toEqual([]);
});

test('a line for the menu fits what Telegram takes', () => {
  for (const [path, text] of every)
    if (path.startsWith('commands.about')) expect(text.length).toBeLessThanOrEqual(256);
});

test('who is refused in a group is told both ids that an admin can add', () => {
  for (const locale of locales) {
    const text = wordingFor(locale).stranger('telegram:7', 'telegram:-100', false);
    expect(text).toContain('ALLOWED_USERS');
    expect(text).toContain('`telegram:7`');
    expect(text).toContain('ALLOWED_CHATS');
    expect(text).toContain('`telegram:-100`');
    expect(text).not.toContain('ADMINS');
    const alone = wordingFor(locale).stranger('telegram:7', undefined, true);
    expect(alone).not.toContain('ALLOWED_CHATS');
    expect(alone).toContain('`ADMINS=telegram:7`');
  }
});

test('who is refused is told what an admin sends to let them in, where there is an admin', () => {
  for (const locale of locales) {
    const { stranger } = wordingFor(locale);
    expect(stranger('telegram:7', 'telegram:-100', false)).toContain('`/allow user:telegram:7`');
    expect(stranger('telegram:7', 'telegram:-100', false)).toContain('`/allow chat:telegram:-100`');
    expect(stranger('telegram:7', 'telegram:-100', true)).not.toContain('/allow');
  }
});

test('who is banned is told until when and why, and the reason formats nothing', () => {
  for (const locale of locales) {
    const text = wordingFor(locale).banned({ until: '2026-11-23 14:05', reason: '*x*' }, 'user');
    expect(text).toContain('2026-11-23 14:05');
    expect(text).toContain('\\*x\\*');
  }
});

test('the detail of an alert cannot leave its code span', () => {
  expect(wordingFor('en').alert('quota', '17 `open`\n\n**x**')).toMatch(/Detail: `17 'open' \*\*x\*\*`$/);
});

test('the life of a conversation is told in its greatest whole unit', () => {
  const { start } = wordingFor('en').commands;
  expect(start(604_800_000)).toContain('7 days');
  expect(start(129_600_000)).toContain('36 hours');
  expect(start(5_400_000)).toContain('90 minutes');
});

test('a place in the line counts the questions before it', () => {
  expect(wordingFor('zh-CN').waiting(1)).toContain('马上');
  expect(wordingFor('zh-CN').waiting(4)).toContain('3 个');
});

test('where there are no prices, no money is shown', () => {
  for (const locale of locales) {
    const { usage } = wordingFor(locale).commands;
    expect(usage({ ...sampleUsage, priced: true })).toContain('¥0.0123');
    expect(usage({ ...sampleUsage, priced: false })).not.toContain('¥');
  }
});
