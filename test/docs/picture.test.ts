import { describe, expect, test } from 'vitest';
import { draw } from '../../docs/picture/draw.ts';
import type { Moment } from '../../docs/picture/record.ts';
import { sceneEn } from '../../docs/picture/scenes.ts';

const state = (at: number, text: string, button?: string): Moment => ({
  kind: 'state',
  at,
  text,
  entities: [],
  button,
});
const moments: readonly Moment[] = [
  { kind: 'asked', at: 0 },
  state(500, 'One.', 'Stop'),
  { kind: 'killed', at: 1000, pid: 7 },
  { kind: 'taken-over', at: 13_000, pid: 8 },
  state(14_000, 'One. <Two> & three.'),
];

describe('the picture in the README', () => {
  const svg = draw(sceneEn, moments);

  test('needs nothing from outside, and runs nothing', () => {
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|<script|<image|@import/);
  });

  test('shows what was read as it was written', () => {
    expect(svg).toContain('One. &lt;Two> &amp; three.');
  });

  test('shortens a silence, and tells how long it was', () => {
    expect(svg).toContain('process 8 takes over, 12.0 s later');
    // 0.5 + 0.5 + 2.6 in place of 12 + 1 s, and 6 s for the end.
    expect(svg).toContain('animation-duration: 10.60s');
  });

  test('ends with the whole answer, also for who wants no motion', () => {
    const last = svg.split('\n').filter(line => line.includes(' last"'));
    expect(last).toHaveLength(2);
    expect(last[0]).toContain('three.');
  });
});
