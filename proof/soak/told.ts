import type { Look } from './soak.ts';

const columns = [
  'minute',
  'asked',
  'open',
  'worker MB',
  'intake MB',
  'Redis MB',
  'keys',
  'endless',
  'of them',
];

export const heading = columns.join('\t');

/** A line for one moment; the kinds of keys come with the most first. */
export function toldLook({
  minute,
  asked,
  open,
  memoryMB,
  redisMB,
  keys: { byKind, endless },
}: Look): string {
  const most = (role: string) =>
    Math.round(
      Math.max(...Object.entries(memoryMB).flatMap(([name, mb]) => (name.startsWith(role) ? [mb] : []))),
    );
  const kinds = Object.entries(byKind).sort(([, a], [, b]) => b - a);
  const all = kinds.reduce((sum, [, count]) => sum + count, 0);
  return [
    minute,
    asked,
    open,
    most('worker'),
    most('intake'),
    redisMB.toFixed(1),
    all,
    endless,
    kinds.map(([kind, count]) => `${kind} ${count}`).join(', '),
  ].join('\t');
}
