const lineEnd = '\r\n';

/**
 * A body of several parts: texts, and files as `File`. The vendors are less strict than the platform's `formData()`:
 * official clients write names without quotes, or a file without a name. @throws Error for a body that is no such form
 */
export function parseMultipart(body: Buffer, type: string): Record<string, string | File> {
  const boundary = type.match(/boundary="?([^";]+)/)?.[1];
  if (!boundary) throw new Error('there is no boundary');
  const [, ...parts] = split(Buffer.concat([Buffer.from(lineEnd), body]), `${lineEnd}--${boundary}`);
  if (parts.pop()?.subarray(0, 2).toString() !== '--') throw new Error('the form does not end');
  return Object.fromEntries(parts.map(readPart));
}

function readPart(part: Buffer): [string, string | File] {
  const end = part.indexOf(lineEnd + lineEnd);
  if (end < 0) throw new Error('a part has no head');
  const words = part.subarray(0, end).toString();
  const content = part.subarray(end + 2 * lineEnd.length);
  const name = parameterOf(words, 'name');
  if (name === undefined) throw new Error('a part has no name');
  const fileName = parameterOf(words, 'filename');
  const type = words.match(/^content-type:\s*(\S+)/im)?.[1];
  if (fileName === undefined && type === undefined) return [name, content.toString()];
  return [name, new File([new Uint8Array(content)], fileName ?? '', type ? { type } : {})];
}

const parameterOf = (head: string, name: string): string | undefined => {
  const found = head.match(
    new RegExp(`^content-disposition:.*;\\s*${name}=(?:"([^"]*)"|([^;\\r\\n]*))`, 'im'),
  );
  return found?.[1] ?? found?.[2];
};

function split(bytes: Buffer, mark: string): Buffer[] {
  const pieces: Buffer[] = [];
  let from = 0;
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, from)) {
    pieces.push(bytes.subarray(from, at));
    from = at + mark.length;
  }
  return [...pieces, bytes.subarray(from)];
}
