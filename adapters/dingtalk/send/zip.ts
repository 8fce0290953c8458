import { crc32, deflateRawSync } from 'node:zlib';
import type { TextFile } from '../../../src/platform.ts';

const headOfEntry = 0x04034b50;
const headOfListing = 0x02014b50;
const endOfListing = 0x06054b50;
/** 2.0, the first version that deflates. */
const version = 20;
const deflated = 8;
/** Names are UTF-8. */
const utf8Names = 0x0800;
/** Archives tell the time without its zone; who opens this one is in China. */
const zoneMs = 8 * 3_600_000;

/**
 * An archive with one file. PKWARE's APPNOTE.TXT, 4.3: the file behind its head, then the listing, then the end.
 * @param now Unix ms
 */
export function zipped({ name, text }: TextFile, now: number): Buffer {
  const title = Buffer.from(name);
  const plain = Buffer.from(text);
  const packed = deflateRawSync(plain);
  const about = [
    u16(version),
    u16(utf8Names),
    u16(deflated),
    dosTime(now),
    u32(crc32(plain)),
    u32(packed.length),
    u32(plain.length),
    u16(title.length),
    u16(0),
  ];
  const entry = Buffer.concat([u32(headOfEntry), ...about, title, packed]);
  // Without a comment, on the first disk, without attributes, at the beginning.
  const rest = [u16(0), u16(0), u16(0), u32(0), u32(0)];
  const listing = Buffer.concat([u32(headOfListing), u16(version), ...about, ...rest, title]);
  const counts = [u16(0), u16(0), u16(1), u16(1), u32(listing.length), u32(entry.length), u16(0)];
  return Buffer.concat([entry, listing, u32(endOfListing), ...counts]);
}

/** The time, and then the date since 1980; two seconds are one. */
function dosTime(now: number): Buffer {
  const at = new Date(now + zoneMs);
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  return Buffer.concat([u16(time), u16(date)]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
