import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWordList, wordList } from '../../src/generation/word-list.ts';
import { silentLog } from '../../src/log.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'words-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a word is found in any case and any width, and with invisible characters and marks of Markdown in it', () => {
  const words = wordList('Secret\nＡＢＣ\n 坏词 \r\n');
  for (const text of ['a SECRET b', 'ｓｅｃｒｅｔ', 'xabcx', '这是坏词。', '坏\u200b词', '坏**词**']) {
    expect({ text, found: words.isIn(text) }).toEqual({ text, found: true });
  }
  expect(words.isIn('坏 词，好词')).toBe(false);
});

test('comments and empty lines are no words', () => {
  const words = wordList('# 坏词\n\n  \n');
  expect(words.isIn('# 坏词 \n')).toBe(false);
});

test('nothing is forbidden where there is no list', async () => {
  const read = await openWordList(undefined, silentLog);
  expect((await read()).isIn('坏词')).toBe(false);
});

test('a changed file counts from the next question on, also when it was replaced', async () => {
  const path = join(folder, 'words');
  await writeFile(path, '甲');
  const read = await openWordList(path, silentLog);
  expect((await read()).isIn('甲')).toBe(true);
  await writeFile(`${path}.new`, '乙');
  await rename(`${path}.new`, path);
  expect((await read()).isIn('甲')).toBe(false);
  expect((await read()).isIn('乙')).toBe(true);
});

test('a file that is gone stays in force and is told once; one that never was there stops the start', async () => {
  const path = join(folder, 'gone');
  await writeFile(path, '甲');
  const told: unknown[] = [];
  const read = await openWordList(path, (_, fields) => told.push(fields));
  await rm(path);
  expect((await read()).isIn('甲')).toBe(true);
  expect((await read()).isIn('甲')).toBe(true);
  expect(told).toEqual([{ why: 'ENOENT' }]);
  await expect(openWordList(path, silentLog)).rejects.toThrow('WORD_LIST_FILE');
});
