import type { InlinePen } from '../../../src/markdown/pen.ts';
import type { Ink } from './ink.ts';

/** Whether the address may be followed: not what could act (`javascript:`) or leads nowhere. */
const isSafe = (url: string) => /^(?:https?:\/\/|mailto:)/i.test(url) && URL.canParse(url);

/** A page that is opened by a link learns nothing of ours, and cannot reach back. */
const abroad = { rel: 'noopener noreferrer nofollow', target: '_blank' };

const tags = { strong: 'strong', emphasis: 'em', delete: 'del' } as const;

/** How the console shows what stands inside of blocks. No picture is ever loaded: it comes as a link. */
export const inlinePen: InlinePen<Ink> = {
  emphasis: (ink, node, write) => ink.inline(tags[node.type], {}, () => write(ink, node.children)),
  code: (ink, code) => ink.inline('code', {}, () => ink.verbatim(code)),
  link(ink, url, body) {
    if (isSafe(url) && !ink.isIn('a')) ink.inline('a', { href: url, ...abroad }, body);
    else body();
  },
};
