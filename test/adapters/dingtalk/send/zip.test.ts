import fc from 'fast-check';
import { expect, it } from 'vitest';
import { zipped } from '../../../../adapters/dingtalk/send/zip.ts';
import { unzip } from '../../../../simulators/dingtalk/zip.ts';

it('whatever is in it, an archive opens with the same name and text', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 300 });
  fc.assert(
    fc.property(
      text,
      text,
      fc.integer({ min: Date.UTC(1990), max: Date.UTC(2090) }),
      (name, content, now) => {
        expect(unzip(zipped({ name, text: content }, now))).toEqual([{ name, content }]);
      },
    ),
  );
});

it('an archive tells when its file was written, by the clock in China', () => {
  const archive = zipped({ name: 'a.md', text: 'a' }, Date.UTC(2026, 10, 22, 22, 13, 21));
  const [time, date] = [archive.readUInt16LE(10), archive.readUInt16LE(12)];
  expect([time >> 11, (time >> 5) & 63, (time & 31) * 2]).toEqual([6, 13, 20]);
  expect([(date >> 9) + 1980, (date >> 5) & 15, date & 31]).toEqual([2026, 11, 23]);
});
