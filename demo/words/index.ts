import type { Environment } from '../../src/config/read.ts';
import { en } from './en.ts';
import type { Words } from './words.ts';
import { zhCN } from './zh-cn.ts';

export type { Words } from './words.ts';

/** The person's language: `LOCALE` if set, else what the terminal says; English unless it begins with `zh`. */
export function wordsFor(env: Environment): Words {
  const language = env['LOCALE'] || env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return language.toLowerCase().startsWith('zh') ? zhCN : en;
}
