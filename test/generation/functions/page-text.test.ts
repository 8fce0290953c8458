import { expect, test } from 'vitest';
import { pageText } from '../../../src/generation/functions/built-in/page-text.ts';

test('a page becomes its title and its text, without menus, scripts and addresses', () => {
  const html = `<!doctype html><html><head><title> 天气 &amp; 空气 </title><style>p{}</style></head><body>
    <nav><a href="/">首页</a></nav><h1>北京</h1><p>今天 <b>晴</b>，<a href="https://x.test/?t=1">25 度</a>。</p>
    <ul><li>风小<li>湿度低</ul><script>if (a < b) alert('坏')</script><footer>版权</footer>`;
  expect(pageText(html)).toBe('标题：天气 & 空气\n\n# 北京\n今天 晴，25 度。\n- 风小\n- 湿度低');
});

test('of a page with a main part only that is read', () => {
  const main = '正文。'.repeat(100);
  expect(pageText(`<body><div>广告</div><main><p>${main}</p></main><div>推荐</div>`)).toBe(main);
});

test('a page that is nested without end is read no further, and holds nobody', () => {
  expect(pageText(`<p>开头</p>${'<div>'.repeat(500_000)}深处`)).toBe('开头');
});
