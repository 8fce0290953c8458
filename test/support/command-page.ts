import { readFileSync } from 'node:fs';

/** A page of the documents, whole. */
export const readPage = (page: string) =>
  readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8');

/** The rows of a page's first table, its heading first. */
export function tableOf(page: string): string[][] {
  const [, table = ''] = /\n\n(\|.*?)\n\n/s.exec(readPage(page)) ?? [];
  const rows = table.split('\n').map(line => line.split('|').slice(1, -1));
  return rows.map(row => row.map(cell => cell.trim())).filter(([cell]) => !cell?.startsWith('---'));
}
