/** `rich`: a card also knows tables, fences and strike; in a message those marks stand as they are. */
interface Reading {
  readonly rich: boolean;
}

/** A Markdown text as people read it on the screen: a line break of its own needs `<br>`, two blanks, or a block. */
export function readMarkdown(markdown: string, { rich }: Reading): string {
  const shown: string[] = [];
  let fence: string | undefined;
  let joins = false;
  for (const line of markdown.split('\n')) {
    const mark = rich ? line.match(/^\s{0,3}(`{3,}|~{3,})/)?.[1] : undefined;
    if (fence !== undefined) {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = undefined;
      else shown.push(line);
      continue;
    }
    if (mark !== undefined) {
      fence = mark;
      joins = false;
      continue;
    }
    if (rich && isRule(line)) continue;
    const plain = isPlain(line, rich);
    const text = inline(block(line, rich), rich);
    if (plain && joins) shown.push(`${shown.pop() ?? ''} ${text}`);
    else shown.push(text);
    joins = plain && !/(?: {2}|<br\s*\/?>)$/.test(line);
  }
  return shown
    .join('\n')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** The row of dashes below a table's head. */
const isRule = (line: string): boolean =>
  line.includes('|') && /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(line);

/** Does this line go on with the one before it? */
const isPlain = (line: string, rich: boolean): boolean =>
  line.trim() !== '' &&
  !/^\s{0,3}(#{1,6}\s|>|(?:[-*_]\s*){3,}$)/.test(line) &&
  !/^\s*([-*+]|\d{1,9}[.)])\s/.test(line) &&
  !(rich && /^\s*\|/.test(line));

function block(line: string, rich: boolean): string {
  const bare = line.replace(/^\s{0,3}(?:>\s?)+/, '').replace(/^\s{0,3}#{1,6}\s+(.*?)(?:\s+#+)?$/, '$1');
  if (/^\s{0,3}(?:[-*_]\s*){3,}$/.test(bare)) return '———';
  return rich && /^\s*\|/.test(bare)
    ? bare
        .trim()
        .replace(/^\||(?<!\\)\|$/g, '')
        .trim()
        .replace(/\s*(?<!\\)\|\s*/g, ' | ')
    : bare;
}

/** The marks within a line. Code and what is escaped is put aside first, and back at the end. */
function inline(line: string, rich: boolean): string {
  const aside: string[] = [];
  const put = (text: string) => `\uE000${aside.push(text) - 1}\uE000`;
  const text = line
    .replace(/(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)/g, (_, _marks, code: string) =>
      put(code.replace(/^ (.*) $/, '$1')),
    )
    .replace(/\\([!-/:-@[-`{-~])/g, (_, sign: string) => put(sign))
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<\/?(?:font|b|i|u|s|em|strong|del|span|sub|sup)(?:\s[^<>]*)?>/gi, '')
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, (_, name: string) => `[图片${name && ` ${name}`}]`)
    .replace(/(?<!!)\[([^\]]+)\]\(([^)\s]*)[^)]*\)/g, '$1')
    .replace(/\*\*(\S|\S.*?\S)\*\*/g, '$1')
    .replace(/(?<![\w_])__(\S|\S.*?\S)__(?![\w_])/g, '$1')
    .replace(/\*(\S|\S.*?\S)\*/g, '$1')
    .replace(/(?<![\w_])_(\S|\S.*?\S)_(?![\w_])/g, '$1')
    .replace(rich ? /~~(\S|\S.*?\S)~~/g : /(?!)/, '$1');
  return entities(text).replace(/\uE000(\d+)\uE000/g, (_, index: string) => aside[Number(index)] ?? '');
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

const entities = (text: string): string =>
  text
    .replace(/&#x([\da-f]{1,6});/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&#(\d{1,7});/g, (_, number: string) => String.fromCodePoint(Number(number)))
    .replace(/&(amp|lt|gt|quot|apos|nbsp);/g, (_, name: string) => named[name] ?? '');
