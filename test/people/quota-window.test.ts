import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { windowEnd, windowsAt } from '../../src/people/quota-window.ts';

const at = (text: string) => Date.parse(text);

test('an hour and a day begin by the clocks of the time zone', () => {
  expect(windowsAt(at('2026-11-23T15:59:59.999Z'), 'Asia/Shanghai')).toEqual({
    hour: '2026-11-23T23',
    day: '2026-11-23',
  });
  expect(windowsAt(at('2026-11-23T16:00Z'), 'Asia/Shanghai')).toEqual({
    hour: '2026-11-24T00',
    day: '2026-11-24',
  });
});

describe('an hour or a day ends where the next one begins', () => {
  test.each([
    ['Asia/Shanghai', '2026-11-23T14:20:30.500Z', '2026-11-23T15:00Z', '2026-11-23T16:00Z'],
    ['Asia/Shanghai', '2026-11-23T16:00:00.000Z', '2026-11-23T17:00Z', '2026-11-24T16:00Z'],
    // Half an hour beside the others.
    ['Asia/Kolkata', '2026-11-23T14:20:00.000Z', '2026-11-23T14:30Z', '2026-11-23T18:30Z'],
    // A day of 23 hours, whose second hour there is not, and one of 25, which has it twice.
    ['Europe/Berlin', '2026-03-29T00:30:00.000Z', '2026-03-29T01:00Z', '2026-03-29T22:00Z'],
    ['Europe/Berlin', '2026-10-25T00:30:00.000Z', '2026-10-25T02:00Z', '2026-10-25T23:00Z'],
    // The clocks are set by half an hour, and where no midnight is.
    ['Australia/Lord_Howe', '2026-10-03T15:10:00.000Z', '2026-10-03T15:30Z', '2026-10-04T13:00Z'],
    ['Africa/Cairo', '2026-04-23T21:10:00.000Z', '2026-04-23T22:00Z', '2026-04-23T22:00Z'],
  ])('%s, %s', (timeZone, now, hour, day) => {
    expect(new Date(windowEnd(at(now), 'hour', timeZone))).toEqual(new Date(hour));
    expect(new Date(windowEnd(at(now), 'day', timeZone))).toEqual(new Date(day));
  });
});

test('up to its end it is the same window, and from there on another', () => {
  const zone = fc.constantFrom(
    'Asia/Shanghai',
    'Europe/Berlin',
    'Australia/Lord_Howe',
    'America/St_Johns',
    'UTC',
  );
  const moment = fc.integer({ min: at('2020-01-01T00:00Z'), max: at('2035-01-01T00:00Z') });
  fc.assert(
    fc.property(zone, moment, fc.constantFrom('hour', 'day'), (timeZone, now, span) => {
      const end = windowEnd(now, span, timeZone);
      const name = windowsAt(now, timeZone)[span];
      expect(end).toBeGreaterThan(now);
      expect(windowsAt(end - 1, timeZone)[span]).toBe(name);
      expect(windowsAt(end, timeZone)[span]).not.toBe(name);
    }),
  );
});
