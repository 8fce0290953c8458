import { z } from 'zod';
import type { Locale } from '../../wording/index.ts';
import { locales } from '../../wording/index.ts';
import { json, problem } from '../answers.ts';
import type { Route } from '../route.ts';

/** A command, as it is given here. */
export interface Order {
  /** Its name or an alias. */
  readonly command: string;
  readonly args: string;
  /** `platform:id` of the chat, or the id of a conversation, that it is about; absent: about no chat. */
  readonly place?: string;
  /** Of the answer; absent: `LOCALE`. */
  readonly locale?: Locale;
}

/** Does what a command says, by the rules that hold for commands, and with the same audit. @returns Markdown; undefined: it cannot be given here */
export type Act = (order: Order) => Promise<string | undefined>;

const orders = z.object({
  command: z.string().min(1).max(40),
  args: z.string().max(8000).default(''),
  chat: z.string().max(300).optional(),
  locale: z.enum(locales).optional(),
});

/** `act`: a command of the table, given by who is logged in. */
export function actRoutes(act: Act, html: (markdown: string) => string): readonly Route[] {
  return [
    {
      method: 'POST',
      path: 'act',
      async answer({ said }) {
        const { command, args, chat, locale } = orders.parse(said);
        const markdown = await act({
          command,
          args,
          ...(chat && { place: chat }),
          ...(locale && { locale }),
        });
        return markdown === undefined ? problem('wrong') : json({ markdown, html: html(markdown) });
      },
    },
  ];
}
