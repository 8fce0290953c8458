import type { Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { cjkFriendlyExtension } from 'micromark-extension-cjk-friendly';
import { gfm } from 'micromark-extension-gfm';
import { linkAddresses } from './address.ts';
import { boundedSigns } from './bounded-signs.ts';
import { flattenEmphasis } from './flatten.ts';
import { formulas } from './formula.ts';
import { type Extension, without } from './syntax.ts';

// One tilde is a range in Chinese (1~2天): only two strike out. Bare addresses are ours: see `linkAddresses`.
const github: Extension = without(gfm({ singleTilde: false }), /Autolink$/);

const options = {
  // CommonMark leaves `**重要：**请` unbold, since it wants a blank behind the punctuation; `cjkFriendly` does not.
  extensions: [github, cjkFriendlyExtension(), formulas, boundedSigns],
  mdastExtensions: gfmFromMarkdown().filter(extension => extension.transforms === undefined),
};

/** A line with more quotes and lists in each other than anybody writes; thousands would exhaust the stack. */
const tooDeep = /^(?:[\t ]*(?:>|[-*+][\t ]|\d{1,9}[.)][\t ])){32}/m;

/** Halves of characters, which a model may write and no platform takes: the whole answer would be refused. */
const halves = /\p{Surrogate}/gu;

/**
 * GitHub's Markdown as models write it among Chinese text. Never fails: what is no Markdown, or not yet, is text.
 * Formulas stay text as well. An open code fence counts as closed at the end.
 */
export function parseMarkdown(markdown: string): Root {
  const text = markdown.replace(halves, '\ufffd');
  if (tooDeep.test(text)) return { type: 'root', children: [{ type: 'code', value: text }] };
  const root = fromMarkdown(text, options);
  flattenEmphasis(root);
  linkAddresses(root);
  return root;
}
