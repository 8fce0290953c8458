import { inflateRawSync } from 'node:zlib';

/** A file in an archive. */
export interface Entry {
  readonly name: string;
  readonly content: string;
}

const headOfEntry = 0x04034b50;
const headOfListing = 0x02014b50;
const endOfListing = 0x06054b50;
const endBytes = 22;
const utf8Names = 0x0800;

/**
 * What is in an archive, as a client shows it, by its directory at the end. PKWARE's APPNOTE.TXT, 4.3.
 * @throws Error for what is no archive, or holds names whose writing it does not tell
 */
export function unzip(bytes: Buffer): Entry[] {
  const end = bytes.length - endBytes;
  if (end < 0 || bytes.readUInt32LE(end) !== endOfListing) throw new Error('an archive without an end');
  const count = bytes.readUInt16LE(end + 10);
  const entries: Entry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (bytes.readUInt32LE(at) !== headOfListing) throw new Error('a listing that is none');
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.subarray(at + 46, at + 46 + nameLength);
    if ((bytes.readUInt16LE(at + 8) & utf8Names) === 0 && name.some(byte => byte > 127))
      throw new Error('a name in an unknown writing');
    entries.push({ name: name.toString(), content: contentAt(bytes, at) });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  if (at !== end) throw new Error('a listing that does not end where it should');
  return entries;
}

/** The content of the entry that is listed at `listedAt`. */
function contentAt(bytes: Buffer, listedAt: number): string {
  const [packed, plain, at] = [20, 24, 42].map(offset => bytes.readUInt32LE(listedAt + offset));
  if (packed === undefined || plain === undefined || at === undefined) throw new Error('a short listing');
  if (bytes.readUInt32LE(at) !== headOfEntry) throw new Error('an entry that is none');
  const begin = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  const content = inflateRawSync(bytes.subarray(begin, begin + packed));
  if (content.length !== plain) throw new Error('an entry of another size');
  return content.toString();
}
