/** A header of a frame. */
export type Header = readonly [key: string, value: string];

/** What travels on the long connection, in both directions. */
export interface Frame {
  readonly seqId: number;
  readonly logId: number;
  readonly service: number;
  /** 0: control (ping, pong); 1: data (events and their acknowledgements). */
  readonly method: number;
  readonly headers: readonly Header[];
  readonly payload?: Uint8Array | undefined;
}

/** Protobuf's wire types. protobuf.dev/programming-guides/encoding */
const varintType = 0;
const bytesType = 2;

/** A frame in protobuf (proto2): fields 1 to 4 are numbers and always written, 5 headers, 8 the payload. */
export function encodeFrame({ seqId, logId, service, method, headers, payload }: Frame): Buffer {
  return Buffer.concat([
    ...[seqId, logId, service, method].flatMap((value, index) => [tag(index + 1, varintType), varint(value)]),
    ...headers.flatMap(([key, value]) => bytes(5, Buffer.concat([...bytes(1, key), ...bytes(2, value)]))),
    ...(payload ? bytes(8, payload) : []),
  ]);
}

/** Reads a frame; fields that we do not know are passed over. @throws RangeError for what is no frame */
export function decodeFrame(data: Uint8Array): Frame {
  const fields = [...read(data)];
  const number = (no: number) => Number(fields.find(field => field.no === no)?.value ?? 0n);
  return {
    seqId: number(1),
    logId: number(2),
    service: number(3),
    method: number(4),
    headers: fields.filter(({ no }) => no === 5).map(({ bytes }) => readHeader(bytes)),
    payload: fields.find(({ no }) => no === 8)?.bytes,
  };
}

function readHeader(data: Uint8Array): Header {
  const fields = [...read(data)];
  const text = (no: number) => Buffer.from(fields.find(field => field.no === no)?.bytes ?? []).toString();
  return [text(1), text(2)];
}

const tag = (no: number, type: number) => varint((no << 3) | type);

function varint(value: number): Buffer {
  const groups: number[] = [];
  for (let rest = BigInt(value); groups.length === 0 || rest > 0n; rest >>= 7n)
    groups.push(Number(rest & 127n));
  return Buffer.from(groups.map((group, index) => (index < groups.length - 1 ? group | 128 : group)));
}

function bytes(no: number, value: string | Uint8Array): Buffer[] {
  const content = Buffer.from(value as string);
  return [tag(no, bytesType), varint(content.length), content];
}

function* read(data: Uint8Array): Generator<{ no: number; value: bigint; bytes: Uint8Array }> {
  let at = 0;
  const next = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const group = data[at++];
      if (group === undefined) throw new RangeError('the frame ends too early');
      value |= BigInt(group & 127) << shift;
      if (group < 128) return value;
    }
  };
  while (at < data.length) {
    const key = Number(next());
    const value = next();
    const isBytes = (key & 7) === bytesType;
    if (!isBytes && (key & 7) !== varintType)
      throw new RangeError(`no such wire type in a frame: ${key & 7}`);
    const bytes = isBytes ? data.subarray(at, at + Number(value)) : new Uint8Array();
    at += bytes.length;
    yield { no: key >> 3, value, bytes };
  }
}
