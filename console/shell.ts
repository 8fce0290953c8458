import { choices } from './choices.ts';
import { el } from './dom.ts';
import type { PageName, Words } from './words/words.ts';

/** The frame around every page. */
export interface Shell {
  readonly element: HTMLElement;
  show(name: PageName, page: HTMLElement): void;
  /** Says something briefly, to be seen and heard. */
  say(text: string): void;
  /** Says so as long as the server is out of reach. @param stands whether it is not */
  line(stands: boolean): void;
}

/** How long a word is to be seen, milliseconds. */
const saidMs = 6000;

const pages: readonly PageName[] = ['playground', 'dashboard', 'conversations', 'audit'];

/** The page that the address names. */
export function pageInAddress(): PageName {
  return pages.find(name => location.hash === `#${name}`) ?? 'playground';
}

export function openShell(words: Words, switchLanguage: () => void, logOut: () => void): Shell {
  const links = new Map(pages.map(name => [name, el('a', { href: `#${name}` }, words.pages[name])]));
  const said = el('p', { class: 'said', role: 'status', 'aria-live': 'polite' });
  const broken = el('p', { class: 'broken', role: 'status', hidden: true });
  const main = el('main', { id: 'main', tabindex: -1 });
  const skip = (event: Event) => {
    event.preventDefault();
    main.focus();
  };
  const element = el(
    'div',
    { class: 'shell' },
    el('a', { class: 'skip', href: '#main', onclick: skip }, words.skip),
    el(
      'header',
      { class: 'bar' },
      el('strong', { class: 'brand' }, words.brand),
      el(
        'nav',
        { 'aria-label': words.navigation },
        el('ul', {}, ...[...links.values()].map(link => el('li', {}, link))),
      ),
      el(
        'div',
        { class: 'choices' },
        choices(words, switchLanguage),
        el('button', { type: 'button', class: 'quiet', id: 'logout', onclick: logOut }, words.logout),
      ),
    ),
    broken,
    main,
    said,
  );
  let silence: ReturnType<typeof setTimeout> | undefined;
  return {
    element,
    show(name, page) {
      for (const [each, link] of links) {
        if (each === name) link.setAttribute('aria-current', 'page');
        else link.removeAttribute('aria-current');
      }
      document.title = `${words.pages[name]} · ${words.brand}`;
      main.className = `page-${name}`;
      main.replaceChildren(page);
    },
    say(text) {
      clearTimeout(silence);
      said.textContent = text;
      silence = setTimeout(() => {
        said.textContent = '';
      }, saidMs);
    },
    line(stands) {
      broken.hidden = stands;
      broken.textContent = stands ? '' : words.broken;
    },
  };
}
