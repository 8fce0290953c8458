import type { Person } from '../../../src/message.ts';
import { mentionsOf } from '../parse/mentions.ts';
import { escapeLines } from './escape.ts';

/** What a person said, as HTML: their words as they are, and whom they mention. */
export function saidHtml(text: string, people: readonly Person[]): string {
  let html = '';
  let at = 0;
  for (const { from, to } of mentionsOf(text, people).namings) {
    html += `${escapeLines(text.slice(at, from))}<span class="mention">${escapeLines(text.slice(from, to))}</span>`;
    at = to;
  }
  return `<p>${html}${escapeLines(text.slice(at))}</p>`;
}
