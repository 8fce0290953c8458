import { readFile, stat } from 'node:fs/promises';
import { SettingsError } from '../errors.ts';
import type { Log } from '../log.ts';

/** Words that may be in no question and in no answer. */
export interface WordList {
  /** Whether one of them is in the text, in whatever case and width it is written. */
  isIn(text: string): boolean;
}

/** A word a line; empty lines and `#` comments are none. */
export function wordList(content: string): WordList {
  const byFirst = new Map<string, string[]>();
  for (const line of content.split('\n')) {
    const word = line.trimStart().startsWith('#') ? '' : folded(line).trim();
    if (word === '') continue;
    const first = word.charAt(0);
    const others = byFirst.get(first);
    if (others) others.push(word);
    else byFirst.set(first, [word]);
  }
  return {
    isIn(text) {
      if (byFirst.size === 0) return false;
      const all = folded(text);
      for (let at = 0; at < all.length; at += 1) {
        if (byFirst.get(all.charAt(at))?.some(word => all.startsWith(word, at))) return true;
      }
      return false;
    },
  };
}

/**
 * Half and full width, compatibility forms and cases are one; what cannot be seen (a zero-width blank, the marks of
 * emphasis and code) is not there.
 */
const folded = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Cf}*_~`]/gu, '');

/**
 * The list in a file, read again when the file has changed: it is looked at before each turn, since a watched file is
 * lost when a volume is mounted or an editor puts a new one in its place. One that cannot be read any more stays in
 * force. Throws `SettingsError` when it cannot be read at all.
 * @param path absent: no words
 */
export async function openWordList(path: string | undefined, log: Log): Promise<() => Promise<WordList>> {
  const none = wordList('');
  if (path === undefined) return async () => none;

  const load = async () => wordList(await readFile(path, 'utf8'));
  let version = '';
  let list = none;
  let failing = false;
  const refresh = async () => {
    const { mtimeMs, size, ino } = await stat(path);
    const found = `${mtimeMs} ${size} ${ino}`;
    if (found === version) return;
    list = await load();
    version = found;
  };
  await refresh().catch((error: unknown) => {
    throw new SettingsError([`WORD_LIST_FILE: the file cannot be read (${codeOf(error)}).`]);
  });
  return async () => {
    try {
      await refresh();
      failing = false;
    } catch (error) {
      if (!failing) log('word-list.failed', { why: codeOf(error) });
      failing = true;
    }
    return list;
  };
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'unknown error';
