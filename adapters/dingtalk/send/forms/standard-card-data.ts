import type { Look } from '../sheet.ts';
import { titleOf } from './title.ts';

/** A standard card, as JSON. https://open.dingtalk.com/document/orgapp/robots-send-interactive-cards */
export function standardCard({ markdown, plain }: Pick<Look, 'markdown' | 'plain'>): string {
  return JSON.stringify({
    config: { autoLayout: true, enableForward: true },
    header: { title: { type: 'text', text: titleOf(plain) } },
    contents: [{ type: 'markdown', text: markdown, id: 'answer' }],
  });
}
