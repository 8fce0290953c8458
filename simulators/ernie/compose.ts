import { estimateTokens } from './estimate.ts';
import type { Prompt } from './vocabulary.ts';

/** No more sentences or characters than this are written, whatever is asked for. */
const largest = 200_000;

/**
 * The text that answers a prompt; the same prompt gets the same text. A directive in the question asks for a long one:
 * `数到20` or `count to 20` counts, a sentence for each number; `#len=5000` writes at least that many characters.
 */
export function compose(prompt: Prompt): string {
  const question = prompt.messages.at(-1)?.content ?? '';
  const count = /(?:数到|count to)\s*(\d+)/i.exec(question)?.[1];
  if (count) return countTo(Math.min(Number(count), largest));
  const length = /#len=(\d+)/.exec(question)?.[1];
  if (length) return fill(Math.min(Number(length), largest));
  return /\p{Script=Han}/u.test(question) ? inChinese(prompt, question) : inEnglish(prompt, question);
}

function countTo(end: number): string {
  return Array.from({ length: end }, (_, index) => `${index + 1}。`).join('');
}

function fill(length: number): string {
  let text = '';
  for (let sentence = 1; [...text].length < length; sentence += 1) {
    text += `第 ${sentence} 句：桥的这一头是问题，那一头是回答，话一句一句走过去。`;
    if (sentence % 5 === 0) text += '\n\n';
  }
  return text.trimEnd();
}

function inChinese(prompt: Prompt, question: string): string {
  const before = prompt.messages.length - 1;
  const quoted = firstLine(question);
  return `你说的是“${quoted}”。${recall(prompt, '上一句你说的是“', '”。')}我一共看到 ${before + 1} 条消息，其中 ${before} 条是之前的对话。${
    prompt.system && `我的人设是“${firstLine(prompt.system)}”。`
  }

**重要：**我是模拟的文心，回答只由问题推算而来。下面是我数出来的：

- 字数：${[...question].length}
- 估计词元：${estimateTokens(question)}

\`\`\`js
const question = ${JSON.stringify(quoted)};
\`\`\`

| 项目 | 数值 |
| --- | --- |
| 消息 | ${before + 1} |
| 词元 | ${estimateTokens(question)} |

还想知道什么？请接着说！`;
}

function inEnglish(prompt: Prompt, question: string): string {
  const before = prompt.messages.length - 1;
  const quoted = firstLine(question);
  return `You said “${quoted}”. ${recall(prompt, 'Before that you said “', '”. ')}Messages seen: ${before + 1}, from before: ${before}.${
    prompt.system && ` My persona is “${firstLine(prompt.system)}”.`
  }

**Note:** I am a simulated ERNIE, and my answer is derived from the question alone. I counted:

- characters: ${[...question].length}
- tokens, estimated: ${estimateTokens(question)}

\`\`\`js
const question = ${JSON.stringify(quoted)};
\`\`\`

| item | value |
| --- | --- |
| messages | ${before + 1} |
| tokens | ${estimateTokens(question)} |

What else would you like to know?`;
}

function recall(prompt: Prompt, open: string, close: string): string {
  const earlier = prompt.messages.at(-3);
  return earlier?.role === 'user' ? open + firstLine(earlier.content) + close : '';
}

/** The first line, at most 60 characters of it, without what Markdown would take for code. */
function firstLine(text: string): string {
  const line = [...(text.trim().split('\n')[0] ?? '').replaceAll('`', '')];
  return line.length > 60 ? `${line.slice(0, 60).join('')}…` : line.join('');
}
