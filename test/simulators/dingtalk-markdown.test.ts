import { expect, test } from 'vitest';
import { readMarkdown } from '../../simulators/dingtalk/markdown.ts';

const card = (markdown: string) => readMarkdown(markdown, { rich: true });
const message = (markdown: string) => readMarkdown(markdown, { rich: false });

test.each([
  ['# 标题\n\n**粗**、*斜*、__粗__、_斜_和`码*`', '标题\n\n粗、斜、粗、斜和码*'],
  ['> 引\n> 用', '引\n用'],
  ['一\n二', '一 二'],
  ['一<br>二<br/>三', '一\n二\n三'],
  ['一  \n二', '一\n二'],
  ['- 一\n- 二\n\n1. 三', '- 一\n- 二\n\n1. 三'],
  ['\\*不斜\\* 1 \\< 2', '*不斜* 1 < 2'],
  ['1 &lt; 2 &amp;amp; &#42;&#x4e2d;', '1 < 2 &amp; *中'],
  ['[页](https://example.com) ![图](https://example.com/a.png)', '页 [图片 图]'],
  ['<font color=#888>灰</font>', '灰'],
  ['snake_case_name 2*3*4', 'snake_case_name 234'],
  ['上\n\n---\n\n下', '上\n\n———\n\n下'],
])('people read %j as %j, on a card and in a message', (markdown, text) => {
  expect(card(markdown)).toBe(text);
  expect(message(markdown)).toBe(text);
});

test('a card knows fences, tables and strike; in a message their marks stand', () => {
  const code = '```js\na  \n*b*\n```';
  expect(card(code)).toBe('a\n*b*');
  expect(message(code)).toContain('```');
  const table = '| 甲 | 乙 |\n|---|:-:|\n| 1 | **2** |';
  expect(card(table)).toBe('甲 | 乙\n1 | 2');
  expect(message(table)).toContain('|---|:-:|');
  expect(card('~~删~~')).toBe('删');
  expect(message('~~删~~')).toBe('~~删~~');
});
