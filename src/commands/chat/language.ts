import type { ChatSettingsStore } from '../../chat-settings.ts';
import type { IncomingMessage } from '../../message.ts';
import { isLocale, type Locale, locales, wordingFor } from '../../wording/index.ts';
import { isClear } from '../arguments/clear-word.ts';
import type { Command } from '../command.ts';

/** What `/language` is asked to do. */
type LanguageOrder = Locale | 'show' | 'default' | '?';

/** `/language`: shows, sets or clears the language of what the bot says in this chat in its own words. */
export function languageCommand(
  needs: Pick<ChatSettingsStore, 'readLocale' | 'setLocale'> & {
    /** `LOCALE` */
    readonly usualLocale: Locale;
    /** Changes the platform's own menu of commands, where there is one. @param locale absent: the usual */
    readonly showMenu: (message: IncomingMessage, locale: Locale | undefined) => Promise<void> | undefined;
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
    async run({ message, chat, args, wording }) {
      const order = parseOrder(args);
      if (order === '?') return wording.commands.language.how(choices);
      if (order === 'show') {
        const words = wording.commands.language;
        return [words.shown((await needs.readLocale(chat)) === undefined), words.how(choices)].join('\n\n');
      }
      const locale = order === 'default' ? undefined : order;
      await needs.setLocale(chat, locale);
      await needs.showMenu(message, locale);
      const words = wordingFor(locale ?? needs.usualLocale).commands.language;
      return locale === undefined ? words.cleared : words.set;
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
