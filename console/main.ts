import './style/index.css';
import { Refused } from './api.ts';
import { auditPage } from './audit/page.ts';
import { choices } from './choices.ts';
import { conversationsPage } from './conversations/page.ts';
import { dashboardPage } from './dashboard/page.ts';
import { el } from './dom.ts';
import { openStream } from './events.ts';
import { loginPage } from './login.ts';
import type { OpenPage } from './page.ts';
import { playgroundPage } from './playground/page.ts';
import { reasonFor } from './reason.ts';
import { isLoggedIn, knock, logIn, logOut, tokenInLink } from './session.ts';
import { openShell, pageInAddress } from './shell.ts';
import { applyTheme } from './theme.ts';
import { chosenLanguage, switchLanguage } from './words/index.ts';
import type { PageName } from './words/words.ts';

const pages: Readonly<Record<PageName, OpenPage>> = {
  playground: playgroundPage,
  dashboard: dashboardPage,
  conversations: conversationsPage,
  audit: auditPage,
};

/** Of what is on the screen now. */
let life = new AbortController();

/** Ends what was there. @returns the life of what comes */
function begin(): AbortSignal {
  life.abort();
  life = new AbortController();
  return life.signal;
}

function showLogin(): void {
  begin();
  const { words, tag } = chosenLanguage();
  document.documentElement.lang = tag;
  document.title = `${words.login.title} · ${words.brand}`;
  const choose = () => {
    switchLanguage();
    showLogin();
  };
  const brand = el('strong', { class: 'brand' }, words.brand);
  const bar = el('header', { class: 'bar' }, brand, el('div', { class: 'choices' }, choices(words, choose)));
  document.body.replaceChildren(bar, loginPage(words, showConsole));
  document.getElementById('token')?.focus();
}

function showConsole(): void {
  const shown = begin();
  const language = chosenLanguage();
  const { words, tag } = language;
  document.documentElement.lang = tag;

  const leave = async () => {
    await logOut().catch(() => {});
    showLogin();
  };
  const choose = () => {
    switchLanguage();
    showConsole();
    document.getElementById('language')?.focus();
  };
  const shell = openShell(words, choose, leave);
  const attempt = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (shown.aborted) return undefined;
      if (error instanceof Refused && error.status === 401) showLogin();
      else shell.say(reasonFor(error, words));
      return undefined;
    }
  };
  const stream = openStream(shell.line, () => void attempt(knock), shown);

  let page = new AbortController();
  const open = () => {
    page.abort();
    page = new AbortController();
    const name = pageInAddress();
    const both = AbortSignal.any([page.signal, shown]);
    shell.show(name, pages[name]({ language, stream, say: shell.say, attempt }, both));
  };
  addEventListener('hashchange', open, { signal: shown });
  document.body.replaceChildren(shell.element);
  open();
}

/** @param token what a link carried */
async function arrive(token: string | undefined): Promise<void> {
  if (token !== undefined) await logIn(token).catch(() => {});
  if (await isLoggedIn().catch(() => false)) showConsole();
  else showLogin();
}

applyTheme();
// A link may also be opened where the page is already: then nothing but the address changes.
addEventListener('hashchange', () => {
  const token = tokenInLink();
  if (token !== undefined) void arrive(token);
});
await arrive(tokenInLink());
