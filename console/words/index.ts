import { type Format, formatIn } from '../format.ts';
import { keep, kept } from '../kept.ts';
import { en } from './en.ts';
import { wantedLanguage } from './wanted-language.ts';
import type { Words } from './words.ts';
import { zhCn } from './zh-cn.ts';

/** All languages of the console, the first one where none fits. */
const languages = { 'zh-CN': zhCn, en } as const satisfies Record<string, Words>;

type Tag = keyof typeof languages;

/** A language, and how it tells numbers. */
export interface Language {
  /** BCP 47. */
  readonly tag: Tag;
  readonly words: Words;
  readonly format: Format;
}

/** What was chosen; else what the browser asks for. */
export function chosenLanguage(): Language {
  const chosen = kept('language');
  const tag = isTag(chosen) ? chosen : wantedLanguage(navigator.languages);
  return { tag, words: languages[tag], format: formatIn(tag) };
}

/** On to the next one. */
export function switchLanguage(): void {
  const tags = Object.keys(languages) as Tag[];
  const next = tags[(tags.indexOf(chosenLanguage().tag) + 1) % tags.length];
  if (next) keep('language', next);
}

const isTag = (text: string | undefined): text is Tag => text !== undefined && Object.hasOwn(languages, text);
