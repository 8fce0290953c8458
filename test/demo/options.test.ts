import { describe, expect, it } from 'vitest';
import { readOptions } from '../../demo/options.ts';
import { readTyped } from '../../demo/typed-line.ts';
import { wordsFor } from '../../demo/words/index.ts';

describe('npm run demo', () => {
  it('converses in a terminal, and plays a show where there is none', () => {
    expect(readOptions([], true)).toEqual({ kind: 'conversation', real: false });
    expect(readOptions([], false)).toEqual({ kind: 'show' });
  });

  it('asks one question, with or without a terminal', () => {
    const asked = { kind: 'ask', question: '你好', real: false };
    expect(readOptions(['--ask', ' 你好 '], true)).toEqual(asked);
    expect(readOptions(['--ask=你好'], false)).toEqual(asked);
    expect(readOptions(['--ask', '你好', '--real'], false)).toEqual({ ...asked, real: true });
  });

  it('tells how it is used when it is asked for something else', () => {
    for (const args of [['--what'], ['你好'], ['--ask'], ['--ask', ' '], ['--real']])
      expect(readOptions(args, false)).toEqual({ kind: 'usage' });
  });

  it('speaks Chinese where the terminal does, else English', () => {
    expect(wordsFor({ LANG: 'zh_CN.UTF-8' }).locale).toBe('zh-CN');
    expect(wordsFor({ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }).locale).toBe('en');
    expect(wordsFor({ LOCALE: 'zh-CN', LANG: 'C' }).locale).toBe('zh-CN');
    expect(wordsFor({}).locale).toBe('en');
  });
});

describe('a line that is typed', () => {
  it.each([
    ['你好', { kind: 'direct', text: '你好' }],
    ['/help', { kind: 'direct', text: '/help' }],
    ['@ 谁在？', { kind: 'mention', text: '谁在？' }],
    ['＠ 谁在？', { kind: 'mention', text: '谁在？' }],
    ['a@b.c', { kind: 'direct', text: 'a@b.c' }],
    ['/quit', { kind: 'quit' }],
    ['  ', { kind: 'nothing' }],
  ])('%j is understood', (line, typed) => {
    expect(readTyped(line)).toEqual(typed);
  });
});
