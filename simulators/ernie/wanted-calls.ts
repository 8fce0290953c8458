import { askedNow } from './asked-now.ts';
import type { FunctionCall, Prompt } from './vocabulary.ts';

/**
 * The functions that the question asks to be called, those that the request offers: in the first round each
 * `#call=weather {"city":"北京"}`, and each `#call-after=…` in a round of its own, one after the other.
 */
export function wantedCalls(prompt: Prompt): FunctionCall[] {
  const { question, rounds } = askedNow(prompt);
  const atOnce = calls(question, '#call=');
  const later = calls(question, '#call-after=').map(call => [call]);
  const plan = atOnce.length > 0 ? [atOnce, ...later] : later;
  return (plan[rounds] ?? []).filter(({ name }) => prompt.functions.includes(name));
}

function calls(question: string, directive: string): FunctionCall[] {
  return question
    .split(directive)
    .slice(1)
    .flatMap(text => {
      const [, name = '', rest = ''] = /^([\w-]+)[ \t]*(.*)$/s.exec(text) ?? [];
      return name === '' ? [] : [{ name, arguments: rest.startsWith('{') ? braced(rest) : '{}' }];
    });
}

/** The text up to the brace that closes the first one; where none does, the rest of the line, for what is no JSON. */
function braced(text: string): string {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:\\.|[^"\\])*"|[{}]/gs)) {
    if (token === '{') depth += 1;
    if (token === '}') depth -= 1;
    if (depth === 0) return text.slice(0, index + 1);
  }
  return text.split('\n', 1)[0] ?? '';
}
