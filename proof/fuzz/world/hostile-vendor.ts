import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { hostileText } from '../inputs/texts.ts';
import { canaries } from '../promises/failure.ts';

/** What a vendor answers, byte by byte. */
export interface VendorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Where the body is cut into pieces, bytes. */
  readonly cuts: readonly number[];
  /** The connection breaks before the end. */
  readonly breaks: boolean;
}

const statuses = [200, 200, 200, 200, 200, 400, 401, 403, 404, 408, 413, 429, 500, 502, 503, 418, 204];

const headerValue = fc.constantFrom('0', '1', '-1', '99999999999', 'x', '', '1e308', 'Infinity', '60, 60');

const headers = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  {
    weight: 2,
    arbitrary: fc.dictionary(
      fc.constantFrom(
        'retry-after',
        'x-ratelimit-limit-requests',
        'x-ratelimit-limit-tokens',
        'x-ratelimit-remaining-requests',
        'x-ratelimit-remaining-tokens',
        'x-ogw-ratelimit-reset',
        'content-type',
      ),
      headerValue,
      { maxKeys: 4 },
    ),
  },
  // What is not packed says that it is.
  { weight: 1, arbitrary: fc.constantFrom({ 'content-encoding': 'gzip' }, { 'content-encoding': 'br' }) },
);

/** An answer whose body is one of these texts; some repeat what they were sent, as bad gateways do. */
export function vendorAnswers(bodies: fc.Arbitrary<string>): fc.Arbitrary<VendorAnswer> {
  const echo = fc
    .tuple(fc.constantFrom('msg', 'message', 'errmsg', 'error_msg', 'description'), hostileText)
    .map(([name, text]) =>
      JSON.stringify({ code: 7, errcode: 7, error_code: 7, ok: false, [name]: leaky(text) }),
    );
  const leakyCode = fc
    .constantFrom('code', 'errcode', 'error_code', 'error')
    .map(name => JSON.stringify({ ok: false, [name]: leaky('c') }));
  const page = fc.constant('<html><body><h1>502 Bad Gateway</h1></body></html>');
  const body = fc.oneof(
    { weight: 8, arbitrary: bodies },
    { weight: 1, arbitrary: echo },
    { weight: 1, arbitrary: leakyCode },
    { weight: 1, arbitrary: hostileText },
    { weight: 1, arbitrary: page },
  );
  return fc.record({
    status: fc.constantFrom(...statuses),
    headers,
    body,
    cuts: fc.array(fc.nat(5000), { maxLength: 5 }),
    breaks: fc.nat(19).map(number => number === 19),
  });
}

/** Words in which everything stands that may be told nobody, also where they are cut at their usual length. */
const leaky = (text: string) =>
  [
    text,
    canaries.token,
    'x'.repeat(250),
    canaries.secret,
    canaries.said,
    'y'.repeat(3000),
    canaries.token,
  ].join(' ');

function piecesOf({ body, cuts }: VendorAnswer): Buffer[] {
  const bytes = Buffer.from(body);
  const edges = [0, ...cuts.map(each => each % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
}

function give(response: ServerResponse, answer: VendorAnswer): void {
  response.writeHead(answer.status, answer.headers);
  for (const piece of piecesOf(answer)) response.write(piece);
  if (answer.breaks) response.destroy();
  else response.end();
}

/** A vendor that gives these answers, one after the other and then from the first, whoever calls. */
export async function startHostileVendor() {
  let round: readonly VendorAnswer[] = [];
  let calls = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.once('end', () => {
      const answer = round[calls % round.length];
      calls += 1;
      if (answer) give(response, answer);
      else response.destroy();
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers(...answers: readonly VendorAnswer[]) {
      round = answers;
      calls = 0;
    },
    /** How often it was called since it was told what to answer. */
    calls: () => calls,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
