import { expect, test } from 'vitest';
import { statsCommand } from '../../../src/commands/overview/stats.ts';
import { nothingUsed } from '../../../src/tally/amount.ts';
import type { StatsReport } from '../../../src/tally/stats.ts';
import { type Ending, outcomeOf } from '../../../src/turn/outcome.ts';
import { type AccountState, wordingFor } from '../../../src/wording/index.ts';
import { call, said } from '../support.ts';

const used = { ...nothingUsed, replies: 8, calls: 12, tokensIn: 34_567, tokensOut: 890, microYuan: 12_300 };
const spans = { today: used, month: { ...used, calls: 99 } };
const [firstModel, secondModel] = [
  { model: 'qianfan/ernie-5.1', priced: true, ...spans },
  { model: 'ernie/completions_pro', priced: false, ...spans },
];
const report: StatsReport = {
  today: {
    messages: 19,
    answers: 8,
    failures: { quota: 1, silent: 10 },
    firstText: { p50Ms: 700, p95Ms: 1500 },
  },
  models: [firstModel],
};
const account: AccountState = {
  account: 'qianfan',
  used: 3,
  usedInMinute: 1042,
  inLine: 0,
  limit: 5,
  setting: 5,
};

const told = (change: Partial<StatsReport> = {}, accounts: readonly AccountState[] = [account]) =>
  said(
    statsCommand({
      readStats: async () => ({ ...report, ...change }),
      readAccounts: async () => accounts,
    }),
    call(),
  );

test('today is told: messages, answers, failures by kind, and how soon text came', async () => {
  const text = await told();
  for (const part of ['消息：19', '回答：8', '0.7 秒', '1.5 秒']) expect(text).toContain(part);
  expect(text).toContain('失败：11（没有回应 10，额度用完或欠费 1）');
});

test('what each model took is told, money where there are prices, and all together where there are several', async () => {
  const one = await told();
  for (const part of ['12 次调用', '34,567', '890', '99 次调用', '¥0.0123']) expect(one).toContain(part);
  expect(one).not.toContain('合计');
  const both = await told({ models: [firstModel, secondModel] });
  expect(both).toContain('合计：24 次调用，70,914 个 token');
  expect(both).toContain('约 ¥0.0246');
});

test('what an account bears is told beside what the settings say, what was learned, and an outage', async () => {
  expect(await told()).toContain('qianfan：每秒 3/5 次，近一分钟 1,042 次');
  const learned = { limit: 2.5, inLine: 7, callsPerMinute: 60, tokensPerMinute: 120_000 };
  expect(await told({}, [{ ...account, ...learned, downForMs: 240_000 }])).toContain(
    'qianfan：每秒 3/2.5 次（自动放慢了，设置是 5），近一分钟 1,042 次，7 次在等，平台说每分钟最多 60 次、120,000 个 token，⚠️ 中断了 4 分钟',
  );
});

test.each(['zh-CN', 'en'] as const)('every kind of failure has a name: %s', locale => {
  const wording = wordingFor(locale);
  const modelFailures = Object.keys(wording.failure) as (keyof typeof wording.failure)[];
  const endings: Ending[] = [
    ...modelFailures.map(failure => ({ kind: 'failed', failure }) as const),
    { kind: 'answered', text: '', truncated: false },
    { kind: 'cut', text: 'x', failure: 'broken' },
    { kind: 'too-long', tokens: 2, limit: 1 },
    { kind: 'question-refused' },
    { kind: 'answer-refused' },
    { kind: 'poisoned' },
  ];
  for (const ending of endings) {
    const outcome = outcomeOf({ ending, thinking: '', spent: { model: 'm', calls: 0 } }, wording, false);
    expect(outcome.failed).toBe(true);
    const kind = outcome.failure ?? outcome.kind;
    const failures = { [kind]: 3, 'of-another-version': 1 };
    const text = wording.commands.stats({ ...report, today: { ...report.today, failures } }, []);
    const [, name = ''] = /[（(](.+?) 3[，,]/u.exec(text) ?? [];
    expect(name).not.toMatch(/^[a-z]+-[a-z-]+$/);
    expect(name).toMatch(locale === 'en' ? /^\p{Script=Latin}/u : /^\p{Script=Han}/u);
    expect(text).toContain('of-another-version 1');
  }
});
