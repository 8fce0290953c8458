import { become, el } from '../dom.ts';
import type { Now } from '../shapes.ts';
import type { Language } from '../words/index.ts';

/** The numbers of today, large. */
export function openTiles({ words, format }: Language): {
  readonly element: HTMLElement;
  show(now: Now): void;
} {
  const { tiles, failures: names, noFailures } = words.dashboard;
  const element = el('dl', { class: 'tiles' });
  return {
    element,
    show({ today, queue }) {
      const failures = Object.entries(today.failures).sort(([, one], [, other]) => other - one);
      const failed = failures.reduce((sum, [, times]) => sum + times, 0);
      const kinds = failures.map(([kind, times]) => `${names[kind] ?? kind} ${format.count(times)}`);
      const { firstText } = today;
      const speed = firstText
        ? `${format.duration(firstText.p50Ms)} / ${format.duration(firstText.p95Ms)}`
        : '–';
      become(element, [
        tile('messages', tiles.messages, format.count(today.messages)),
        tile('answers', tiles.answers, format.count(today.answers)),
        tile('failures', tiles.failures, format.count(failed), kinds.join(' · ') || noFailures),
        tile('first-text', tiles.firstText, speed),
        tile('waiting', tiles.waiting, format.count(queue.questions)),
        tile('growing', tiles.growing, format.count(queue.answers)),
      ]);
    },
  };
}

function tile(name: string, label: string, value: string, note = ''): HTMLElement {
  return el(
    'div',
    { class: 'tile', 'data-tile': name },
    el('dt', {}, label),
    el('dd', {}, value),
    note !== '' && el('dd', { class: 'note' }, note),
  );
}
