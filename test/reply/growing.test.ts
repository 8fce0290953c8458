import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Reply } from '../../src/platform.ts';
import { type GrowingReply, growReply } from '../../src/reply/growing.ts';
import { apart } from '../../src/reply/join.ts';
import { eventually } from '../support/eventually.ts';

/** What people have seen, in order; and what was saved before each state. */
let shown: string[];
let saved: string[];
let lost: unknown[];
/** Resolves each `ready`, one call for one state. */
let bear: (() => void)[];
let growing: GrowingReply;
let onShow: (markdown: string) => void;

const reply: Reply = {
  ready: signal =>
    new Promise((resolve, reject) => {
      bear.push(resolve);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    }),
  async show(markdown) {
    onShow(markdown);
    shown.push(markdown);
  },
  finish: async () => {},
  fail: async () => {},
  release() {},
};

function grow(visible = ''): void {
  growing = growReply(
    reply,
    visible,
    async next => {
      saved.push(next.visible);
    },
    error => lost.push(error),
  );
}

beforeEach(() => {
  [shown, saved, lost, bear] = [[], [], [], []];
  onShow = () => {};
  grow();
});
afterEach(() => growing.stop());

/** The platform bears one more state, as soon as one is wanted. */
async function bearOne(): Promise<void> {
  (await eventually('a state that wants to be shown', () => bear.shift()))();
}
const shows = (count: number) => eventually(`${count} states`, () => shown.length >= count);

test('words of ours are no more than the platform wants, and the answer follows all the same', async () => {
  await growing.stop();
  growing = growReply(
    { ...reply, wordsAtMost: 1 },
    '',
    async () => {},
    () => {},
  );
  growing.notice('排队中');
  await bearOne();
  await shows(1);
  growing.notice('马上轮到你');
  growing.append('第一句。');
  await bearOne();
  await shows(2);
  expect(shown).toEqual(['排队中', '第一句。']);
});

test('what a model thinks is a quote above its answer: its last lines until there is one', async () => {
  growing.think('先看看问题。还没');
  await bearOne();
  await shows(1);
  growing.think('想完。');
  growing.append('好。');
  await bearOne();
  await shows(2);
  expect(shown).toEqual(['> 先看看问题。', '> 先看看问题。还没想完。\n\n好。']);
  expect(saved).toEqual(['', '好。']);
});

test('while a function runs the reply says so under the text, and that is gone with the next sentence', async () => {
  growing.status('正在查询…');
  await bearOne();
  await shows(1);
  growing.status('');
  growing.append('我查一下。');
  await bearOne();
  await shows(2);
  growing.status('正在查询…');
  await bearOne();
  await shows(3);
  growing.goOn(apart);
  growing.status('');
  growing.append('查到了。');
  await bearOne();
  await shows(4);
  expect(shown).toEqual(['正在查询…', '我查一下。', '我查一下。\n\n正在查询…', '我查一下。\n\n查到了。']);
  expect(growing.text).toBe('我查一下。\n\n查到了。');
});

test('thoughts and what is done meanwhile are words, of which a platform may want few', async () => {
  await growing.stop();
  growing = growReply(
    { ...reply, wordsAtMost: 1 },
    '',
    async () => {},
    () => {},
  );
  growing.think('先看看问题。');
  await bearOne();
  await shows(1);
  growing.think('再想一想。');
  growing.status('正在查询…');
  growing.append('好。');
  await bearOne();
  await shows(2);
  expect(shown).toEqual(['> 先看看问题。', '> 先看看问题。再想一想。\n\n好。\n\n正在查询…']);
});

test('a call that begins anew begins where the ones before it ended', async () => {
  growing.append('一。');
  growing.goOn(apart);
  growing.append('二。');
  growing.restart();
  growing.append('三。');
  expect(growing.text).toBe('一。\n\n三。');
  expect(growing.fresh).toBe('三。');
});

test('only the latest state is shown when the platform bears one, and never half a sentence', async () => {
  growing.append('第一句。');
  await eventually('a state', () => bear.length === 1);
  growing.append('第二句。第三');
  await bearOne();
  await shows(1);
  growing.append('句。');
  await bearOne();
  await shows(2);
  expect(shown).toEqual(['第一句。第二句。', '第一句。第二句。第三句。']);
});

test('what is about to be visible is saved before it is shown', async () => {
  onShow = markdown => expect(saved.at(-1)).toBe(markdown);
  growing.append('一。');
  await bearOne();
  await shows(1);
  expect(growing.visible).toBe('一。');
});

test('words of our own are shown until there is text, and not twice', async () => {
  growing.notice('请稍等');
  await bearOne();
  await shows(1);
  growing.notice('请稍等');
  growing.append('一。');
  await bearOne();
  await shows(2);
  growing.notice('又在等');
  growing.append('二。');
  await bearOne();
  await shows(3);
  expect(shown).toEqual(['请稍等', '一。', '一。二。']);
  expect(saved).toEqual(['', '一。', '一。二。']);
});

test('a stream that begins anew shows nothing until it is longer than what is visible', async () => {
  growing.append('一。二。');
  await bearOne();
  await shows(1);
  growing.restart();
  growing.append('甲。');
  growing.append('乙。');
  growing.append('丙。');
  await bearOne();
  await shows(2);
  expect(shown).toEqual(['一。二。', '甲。乙。丙。']);
});

test('what a killed process has shown stays until the new text is longer', async () => {
  grow('一。二。');
  growing.append('一。');
  growing.append('二。三。');
  await bearOne();
  await shows(1);
  expect(shown).toEqual(['一。二。三。']);
});

test('what ends the loop against its will is told, and nothing is shown any more', async () => {
  onShow = () => {
    throw new Error('blocked');
  };
  growing.append('一。');
  await bearOne();
  await eventually('the error', () => lost.length === 1);
  growing.append('二。');
  await growing.stop();
  expect(shown).toEqual([]);
  expect(bear).toEqual([]);
});

test('stopping waits for what is on its way, and is no error', async () => {
  growing.append('一。');
  await eventually('a state', () => bear.length === 1);
  await growing.stop();
  expect({ shown, lost }).toEqual({ shown: [], lost: [] });
});
