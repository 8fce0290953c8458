import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { ErnieOptions } from '../../simulators/ernie/index.ts';
import { openTown, type Town } from '../journey/town.ts';
import { openBrowser, type Visit, visit } from './open-browser.ts';

/** A bot with a console, and a browser to look at it. */
export interface ConsoleTown {
  readonly town: Town;
  /** `http://127.0.0.1:8787` */
  readonly origin: string;
  /** Somebody comes who is not logged in. */
  visit(options?: BrowserContextOptions): Promise<Visit>;
  /** The same, where the browser has reason to complain: of that nothing is in `offences`. */
  visitAside(): Promise<Visit>;
  /** Somebody comes and logs in. */
  enter(options?: BrowserContextOptions): Promise<Visit>;
  /** What all visitors' browsers complained of, and what they asked of others than us. */
  offences(): readonly string[];
  close(): Promise<void>;
}

export const consoleToken = 'a-token-for-the-tests';

/** @param serving settings of the process that serves the console */
export async function openConsoleTown(
  options: { readonly ernie?: ErnieOptions; readonly serving?: Readonly<Record<string, string>> } = {},
): Promise<ConsoleTown> {
  const town = await openTown({
    ernie: { chunkMs: 60, ...options.ernie },
    settings: {
      CONSOLE_TOKEN: consoleToken,
      LOCALE: 'en',
      MODEL_PRICES: 'ernie/completions_pro=0.12',
    },
  });
  let browser: Browser | undefined;
  try {
    const [opened, serving] = await Promise.all([openBrowser(), town.startBot(options.serving)]);
    browser = opened;
    const origin = `http://127.0.0.1:${serving.port}`;
    const visits: Visit[] = [];
    const open = async (how?: BrowserContextOptions) => {
      const came = await visit(opened, how);
      await came.page.goto(`${origin}/console`);
      return came;
    };
    const come = async (how?: BrowserContextOptions) => {
      const came = await open(how);
      visits.push(came);
      return came;
    };
    return {
      town,
      origin,
      visit: come,
      visitAside: open,
      async enter(how) {
        const came = await come(how);
        await logIn(came.page, consoleToken);
        await came.page.locator('.chat[aria-current]').waitFor({ state: 'attached' });
        return came;
      },
      offences: () =>
        visits.flatMap(({ requests, complaints }) => [
          ...complaints,
          ...requests.filter(url => !url.startsWith(`${origin}/`) && !url.startsWith('data:')),
        ]),
      async close() {
        await opened.close();
        await town.close();
      },
    };
  } catch (error) {
    await browser?.close();
    await town.close();
    throw error;
  }
}

export async function logIn(page: Page, token: string): Promise<void> {
  await page.locator('#token').fill(token);
  await page.keyboard.press('Enter');
}

/** Writes into the chat that is open. */
export async function say(page: Page, text: string): Promise<void> {
  await page.locator('#text').fill(text);
  await page.locator('#text').press('Enter');
}

/** The answers to messages with this text, by the words that they quote. */
export function answersTo(page: Page, text: string): Locator {
  return page.locator('.by-bot', { has: page.locator('.quote', { hasText: text }) });
}

/** What a script of the page says. */
export const ask = <T>(page: Page, expression: string): Promise<T> => page.evaluate<T>(expression);

/** How wide the page is with all that must be moved sideways to be seen, pixels. */
export const widthOf = (page: Page) =>
  ask<number>(page, 'Math.max(document.body.scrollWidth, document.querySelector("#main").scrollWidth)');
