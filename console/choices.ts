import { type Child, el } from './dom.ts';
import { switchTheme } from './theme.ts';
import type { Words } from './words/words.ts';

/** Language and colours can be chosen without being logged in. */
export function choices(words: Words, switchLanguage: () => void): Child[] {
  return [
    el(
      'button',
      { type: 'button', class: 'quiet', id: 'language', onclick: switchLanguage },
      words.otherLanguage,
    ),
    el(
      'button',
      {
        type: 'button',
        class: 'quiet',
        id: 'theme',
        'aria-label': words.theme,
        title: words.theme,
        onclick: switchTheme,
      },
      '◐',
    ),
  ];
}
