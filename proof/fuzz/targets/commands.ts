import assert from 'node:assert/strict';
import fc from 'fast-check';
import { render as renderDingtalk } from '../../../adapters/dingtalk/render.ts';
import { render as renderFeishu } from '../../../adapters/feishu/render.ts';
import { render as renderTelegram } from '../../../adapters/telegram/render.ts';
import { gate, type MessageArrival } from '../../../src/arrival/gate.ts';
import { commandRunner } from '../../../src/commands/run.ts';
import { commandTable, finder } from '../../../src/commands/table.ts';
import { silentLog } from '../../../src/log.ts';
import type { IncomingMessage } from '../../../src/message.ts';
import { wordingFor } from '../../../src/wording/index.ts';
import { idle } from '../../../test/commands/support.ts';
import { hostileText } from '../inputs/texts.ts';
import { type Target, target } from '../target.ts';
import { now } from '../world/doors.ts';

const table = commandTable(idle);
const names = table.flatMap(({ name, aliases }) => [name, ...aliases]);

/** What the commands understand, in whatever order. */
const understood = [
  ...['clear', 'list', 'all', 'here', 'everyone', '本群', '每人', '清除', 'export', 'confirm', '确认'],
  ...['2h', '1d12h', '999999999周', '20 replies hour', '20万 令牌/天', '1,000,000', '0', '50', '-1', '1e9'],
  ...['temperature', 'top_p', '0.7', '=', 'ernie', 'qianfan/ernie-5.1', 'zh-CN', 'en', 'on', 'off'],
  ...['@Li', 'user:telegram:1', 'chat:telegram:-100', 'ou_7d8a', '$:LWCP_v1:$x', '"', '“', '」', ',', '，'],
];

const someArguments = fc
  .array(fc.oneof(fc.constantFrom(...understood), hostileText), { maxLength: 12 })
  .map(words => words.join(' '));

/** As long as Feishu lets a person write. */
const longArguments = fc
  .tuple(fc.constantFrom(...understood), fc.integer({ min: 1000, max: 30_000 }))
  .map(([word, times]) => `${word} `.repeat(times));

const person = fc.record({ id: hostileText.map(text => `i${text}`), name: hostileText });

const typed = fc.record({
  name: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: hostileText }),
  args: fc.oneof({ weight: 30, arbitrary: someArguments }, { weight: 1, arbitrary: longArguments }),
  mentions: fc.array(person, { maxLength: 3 }),
  sender: person,
  quoted: fc.option(fc.record({ text: hostileText, fromBot: fc.boolean(), senderId: hostileText })),
  kind: fc.constantFrom('direct', 'group'),
  locale: fc.constantFrom('zh-CN', 'en'),
});

const run = commandRunner({
  find: finder(table),
  audit: {
    async record({ what }) {
      assert(what.length < 100_000);
    },
  },
  log: silentLog,
});

/** Each platform shows it, and nobody is called by it. */
function holdsAnswer(markdown: string): void {
  assert(markdown.trim() !== '', 'an answer without a word');
  for (const page of renderTelegram(markdown)) assert(!/<a href="tg:/.test(page.html));
  for (const page of renderFeishu(markdown)) assert(!/<at\b/i.test(page.markdown));
  for (const page of renderDingtalk('message', markdown, 3000)) assert(!/<at\b/i.test(page.markdown));
}

/** Whatever stands behind a slash: it is a command that answers, or none. */
export const commandTargets: readonly Target[] = [
  target('commands', 12, typed, async ({ name, args, mentions, sender, quoted, kind, locale }) => {
    const message: IncomingMessage = {
      platform: 'telegram',
      id: '5',
      chat: { id: '-100', kind },
      sender,
      text: `/${name} ${args}`.trim(),
      mentions,
      ...(quoted && { quoted }),
      sentAt: now,
    };
    const arrival: MessageArrival = {
      kind: 'message',
      message,
      author: 'person',
      address: 'direct',
      content: 'text',
    };
    const verdict = gate(arrival, now, 1000);
    if (verdict.kind !== 'command') return;
    const answer = await run(verdict.name, {
      message,
      conversation: 'telegram:-100',
      chat: 'telegram:-100',
      role: 'admin',
      args: verdict.args,
      wording: wordingFor(locale),
      now,
    });
    holdsAnswer(typeof answer === 'string' ? answer : answer.markdown);
  }),
];
