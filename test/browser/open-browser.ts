import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findBrowser } from './find-browser.ts';

/** A page, and what became known while somebody looked at it. */
export interface Visit {
  readonly page: Page;
  /** Every address that was asked for. */
  readonly requests: readonly string[];
  /** What the browser complained of: errors of scripts, breaches of the policy. */
  readonly complaints: readonly string[];
}

/** The system's own browser. Throws where there is none. */
export function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) {
    throw new Error(
      'The console is tried in a real browser: install one, such as `apt-get install -y chromium`',
    );
  }
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** Opens a page in a browser that knows nothing of the others. */
export async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', request => requests.push(request.url()));
  page.on('pageerror', error => complaints.push(error.message));
  page.on('console', message => {
    // Who is not logged in yet, or names the wrong token, is refused: that is no fault.
    if (message.type() === 'error' && !/\b(401|429)\b/.test(message.text())) complaints.push(message.text());
  });
  return { page, requests, complaints };
}
