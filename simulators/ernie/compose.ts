import { askedNow } from './asked-now.ts';
import { estimateTokens } from './estimate.ts';
import { phrasesFor } from './phrases.ts';
import type { Prompt } from './vocabulary.ts';

/** No more sentences or characters than this are written, whatever is asked for. */
const largest = 200_000;

/**
 * The text that answers a prompt; the same prompt gets the same text. A directive in the question asks for a long one:
 * `数到20` or `count to 20` counts, a sentence for each number; `#len=5000` writes at least that many characters. What
 * functions gave back is quoted before anything else.
 */
export function compose(prompt: Prompt): string {
  const { question, results } = askedNow(prompt);
  const wished = long(question);
  if (results.length === 0) return wished ?? echo(prompt, question);
  const say = phrasesFor(question);
  return [...results.map(say.result), wished ?? say.goOn].join('\n\n');
}

function long(question: string): string | undefined {
  const count = /(?:数到|count to)\s*(\d+)/i.exec(question)?.[1];
  if (count) return countTo(Math.min(Number(count), largest));
  const length = /#len=(\d+)/.exec(question)?.[1];
  if (length) return fill(Math.min(Number(length), largest));
  return undefined;
}

function countTo(end: number): string {
  return Array.from({ length: end }, (_, index) => `${index + 1}。`).join('');
}

function fill(length: number): string {
  const texts: string[] = [];
  for (let written = 0, number = 1; written < length; number += 1) {
    const sentence = `第 ${number} 句：桥的这一头是问题，那一头是回答，话一句一句走过去。`;
    written += sentence.length;
    texts.push(sentence, number % 5 === 0 ? '\n\n' : '');
  }
  return texts.join('').trimEnd();
}

/** Bold text with Chinese punctuation, a list, a code block and a table: what a renderer has to cope with. */
function echo(prompt: Prompt, question: string): string {
  const say = phrasesFor(question);
  const seen = prompt.messages.length;
  const tokens = estimateTokens(question);
  const earlier = prompt.messages.at(-3);
  const opening = [
    say.asked(firstLine(question)),
    earlier?.role === 'user' && say.askedBefore(firstLine(earlier.content)),
    say.seen(seen),
    prompt.system && say.persona(firstLine(prompt.system)),
  ];
  return `${opening.filter(Boolean).join(say.gap)}

${say.notice}

- ${say.characters([...question].length)}
- ${say.tokens(tokens)}

\`\`\`js
const question = ${JSON.stringify(firstLine(question))};
\`\`\`

${say.table(seen, tokens)}

${say.goOn}`;
}

/** The first line, at most 60 characters of it, without what Markdown would take for code. */
function firstLine(text: string): string {
  const line = [...(text.trim().split('\n')[0] ?? '').replaceAll('`', '')];
  return line.length > 60 ? `${line.slice(0, 60).join('')}…` : line.join('');
}
