import type { Code } from 'mdast';

/** What a fence may name as its language: it goes into markup as it is. */
const language = /^[\w+#.-]{1,32}/;

/** The language that a block of code says it is in, such as `ts` or `c++`. */
export const codeLanguage = ({ lang }: Code): string | undefined => lang?.match(language)?.[0];
