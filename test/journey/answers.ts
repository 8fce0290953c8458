import { questionOf } from './town.ts';

/** What the simulated model says where it does not matter what: the question, marked as answered. */
export function echo(prompt: Parameters<typeof questionOf>[0]): string {
  return `答：${questionOf(prompt)}`;
}

/** An answer that grows for as long as a journey wants: 第1句。第2句。… */
export function sentences(count: number): string {
  return Array.from({ length: count }, (_, i) => `第${i + 1}句。`).join('');
}

/** It grows for longer than any machine stands still: it is stopped before its 第900句. */
export const endless = sentences(900);
