import { Parser } from 'htmlparser2';

/** What is not read: it is no text, or it is the same on every page. */
const skipped: ReadonlySet<string> = new Set([
  ...['script', 'style', 'noscript', 'template', 'svg', 'iframe', 'object', 'canvas', 'select', 'button'],
  ...['nav', 'footer', 'aside', 'form', 'title'],
]);
/** What begins a line of its own. */
const blocks: ReadonlySet<string> = new Set([
  ...['p', 'div', 'section', 'article', 'main', 'header', 'ul', 'ol', 'dl', 'dt', 'dd', 'table', 'tr', 'pre'],
  ...['blockquote', 'figure', 'figcaption', 'hr', 'br', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'summary'],
]);
const heads: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    li: '- ',
    h1: '# ',
    h2: '## ',
    h3: '### ',
    h4: '#### ',
    td: ' ',
    th: ' ',
  }),
);

/** A page of a person is nested some thirty deep. One that is made to be slow is read no further. */
const maxDepth = 256;
/** Fed in pieces, so that it can be stopped. */
const pieceLength = 16_384;
/** Far more than a model is told. */
const enoughText = 64_000;
/** A `main` with less in it is only a frame. */
const realMain = 200;

/**
 * What a person would read of a page: its title and its text, without menus, scripts and the addresses of links; of
 * `main` alone, where the page has one. Takes time that grows with the length of the page and no faster.
 */
export function pageText(html: string): string {
  const all = new Lines();
  const main = new Lines();
  let title = '';
  let depth = 0;
  /** How deep we are in what is skipped, in `main`, and in the title. */
  let [skipping, inMain, inTitle] = [0, 0, 0];
  const put = (write: (lines: Lines) => void) => {
    if (skipping > 0) return;
    write(all);
    if (inMain > 0) write(main);
  };
  const parser = new Parser({
    onopentagname(name) {
      depth += 1;
      if (name === 'title') inTitle += 1;
      if (name === 'main') inMain += 1;
      if (skipped.has(name)) skipping += 1;
      put(lines => lines.begin(blocks.has(name), heads.get(name) ?? ''));
    },
    ontext(text) {
      if (inTitle > 0 && title.length < 500) title += text;
      put(lines => lines.add(text));
    },
    onclosetag(name) {
      depth -= 1;
      put(lines => lines.begin(blocks.has(name), ''));
      if (name === 'title') inTitle -= 1;
      if (name === 'main') inMain -= 1;
      if (skipped.has(name)) skipping -= 1;
    },
  });
  for (let at = 0; at < html.length && depth < maxDepth && all.length < enoughText; at += pieceLength)
    parser.write(html.slice(at, at + pieceLength));
  parser.reset();
  const text = main.length >= realMain ? main.text() : all.text();
  const name = title.replace(/\s+/g, ' ').trim();
  return name === '' ? text : `标题：${name}\n\n${text}`;
}

/** Text in lines: white space is one blank, as a browser shows it. */
class Lines {
  readonly #parts: string[] = [];
  length = 0;

  begin(newLine: boolean, head: string): void {
    if (newLine) this.#parts.push('\n');
    if (head !== '') this.#parts.push(head);
  }

  add(text: string): void {
    this.length += text.length;
    this.#parts.push(text.replace(/\s+/g, ' '));
  }

  text(): string {
    const lines = this.#parts
      .join('')
      .split('\n')
      .map(line => line.replace(/ +/g, ' ').trim());
    return lines.filter(line => line !== '' && !/^[-#]+$/.test(line)).join('\n');
  }
}
