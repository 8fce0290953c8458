import { expect, test } from 'vitest';
import { newsOf } from '../../src/reply/news.ts';
import { lastPause } from '../../src/reply/sentences.ts';

const nothing = { answer: '', thinking: '', words: '', status: '' };
const unseen = { body: '', glance: '', line: '' };

test.each([
  ['half a sentence is no news', { answer: '今天' }, {}, undefined],
  ['a sentence is', { answer: '今天晴。明' }, {}, { grown: true, body: '今天晴。', glance: '', line: '' }],
  ['words of our own stand alone', { words: '…' }, {}, { grown: false, body: '', glance: '', line: '…' }],
  ['the same words are no news', { words: '…' }, { line: '…' }, undefined],
  [
    'words give way to what the model thinks',
    { thinking: '想。', words: '…' },
    {},
    { glance: '> 想。', line: '' },
  ],
  ['thoughts give way to the answer', { answer: '晴。', thinking: '想。' }, {}, { body: '晴。', glance: '' }],
  [
    'what is done stands under the answer',
    { status: '正在查…' },
    { body: '晴。' },
    { body: '晴。', line: '正在查…' },
  ],
  ['an answer that begins anew takes nothing away', { answer: '雨。' }, { body: '今天晴。' }, undefined],
])('%s', (_, written, seen, news) => {
  const found = newsOf({ ...nothing, ...written }, { ...unseen, ...seen }, lastPause);
  if (news === undefined) expect(found).toBeUndefined();
  else expect(found).toMatchObject(news);
});
