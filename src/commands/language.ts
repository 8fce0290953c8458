import type { ChatSettingsStore } from '../chat-settings.ts';
import { isLocale, type Locale, locales, wordingFor } from '../wording/index.ts';
import { isClear } from './clear-word.ts';
import type { Command } from './command.ts';

/** What `/language` is asked to do. */
type LanguageOrder = Locale | 'show' | 'default' | '?';

/** `/language`: shows, sets or clears the language of what the bot says in this chat in its own words. */
export function languageCommand(
  needs: Pick<ChatSettingsStore, 'readLocale' | 'setLocale'> & {
    /** `LOCALE` */
    readonly usualLocale: Locale;
  },
): Command {
  return {
    name: 'language',
    aliases: ['语言'],
    who: 'chat-admin',
    auditArgs(args) {
      const order = parseOrder(args);
      return order === 'show' ? '' : order;
    },
    async run({ chat, args, wording }) {
      const order = parseOrder(args);
      if (order === '?') return wording.commands.language.how(choices);
      if (order === 'show') {
        const words = wording.commands.language;
        return [words.shown((await needs.readLocale(chat)) === undefined), words.how(choices)].join('\n\n');
      }
      await needs.setLocale(chat, order === 'default' ? undefined : order);
      return order === 'default'
        ? wordingFor(needs.usualLocale).commands.language.cleared
        : wordingFor(order).commands.language.set;
    },
  };
}

const choices = locales.map(locale => ({ locale, name: wordingFor(locale).languageName }));

/** A language is meant by its code, by the code without its country, or by its own name. */
function parseOrder(args: string): LanguageOrder {
  if (args === '') return 'show';
  if (isClear(args)) return 'default';
  const meant = args.toLowerCase().replace('_', '-');
  const choice = choices.find(({ locale, name }) =>
    [locale, locale.split('-', 1).join(), name].some(known => known.toLowerCase() === meant),
  );
  return isLocale(choice?.locale) ? choice.locale : '?';
}
