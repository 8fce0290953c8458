import type { Fault, WireContext } from './fault.ts';
import { paced, told, whole } from './steps.ts';
import { v1Messages } from './v1/codes.ts';
import { refuseV1 } from './v1/refuse.ts';
import { v2Errors } from './v2/codes.ts';
import { refuseV2 } from './v2/refuse.ts';
import type { Answer, Dialect, Step } from './vocabulary.ts';

/** Every fault by its name. A code that is not in the table can still be had: see `findFault`. */
export const faults: Readonly<Record<string, Fault>> = {
  ...Object.fromEntries(Object.keys(v1Messages).map(code => [`code-${code}`, v1Code(Number(code))])),
  ...Object.fromEntries(Object.keys(v2Errors).map(code => [`v2-${code}`, v2Code(code)])),
  'token-expired': {
    ...v1Code(111),
    summary: 'V1: error 111, and every token issued so far is refused from now on',
    expiresTokens: true,
  },

  outage: {
    summary: 'V1: error 2; V2: HTTP 500 internal_error; outage:Infinity lasts until it is cleared',
    kind: 'reply',
    reply: dialect => (dialect.provider === 'ernie' ? told(refuseV1(2), dialect) : internalError(dialect)),
  },
  'http-429': plain(429, 'Too Many Requests'),
  'http-500': plain(500, 'Internal Server Error'),
  'http-502-html': {
    summary: 'HTTP 502 with a page of HTML, as a gateway sends it',
    kind: 'reply',
    reply: () => whole('http-502', 502, 'text/html', '<html><body><h1>502 Bad Gateway</h1></body></html>'),
  },
  'error-as-html': {
    summary: 'an internal error in JSON that is sent as text/html',
    kind: 'reply',
    reply: dialect => ({ ...internalError(dialect), headers: { 'content-type': 'text/html' } }),
  },
  'token-http-500': {
    ...plain(500, 'Internal Server Error'),
    summary: 'the token endpoint answers HTTP 500',
    only: 'token',
  },
  'token-stall': { ...silence('the token endpoint never answers'), only: 'token' },

  truncated: change('the answer is cut at half and says so', answer => ({
    ...half(answer),
    truncated: true,
  })),
  'need-clear-history': change('no text, but the demand to clear the history (V2: flag 3)', answer => ({
    ...silent(answer),
    unsafe: { flag: 3, banRound: -1 },
  })),
  'need-clear-history-round': change('the same, with round 1 to blame and not the question', answer => ({
    ...silent(answer),
    unsafe: { flag: 3, banRound: 1 },
  })),
  'need-clear-history-shown': change('the demand at the end, the text may stay (V2: flag 2)', answer => ({
    ...answer,
    unsafe: { flag: 2, banRound: -1 },
  })),
  'need-clear-history-late': change(
    'the demand after all of the text, to be withdrawn (V2: flag 4)',
    answer => ({
      ...answer,
      unsafe: { flag: 4, banRound: -1 },
    }),
  ),
  'flag-1': flagged('V2: flag 1 at the end: low risk, go on', 1),
  'flag-2': flagged('V2: flag 2 at the end: no further chat, the text may stay', 2),
  'flag-3': {
    ...change('V2: half of the text, then flag 3: no further chat, nothing may be shown', answer => ({
      ...half(answer),
      unsafe: { flag: 3, banRound: -1 },
    })),
    only: 'qianfan',
  },
  'flag-4': flagged('V2: flag 4 at the end: what is on the screen is withdrawn', 4),
  'content-filter': {
    ...change('V2: half of the text, then finish_reason content_filter', answer => ({
      ...half(answer),
      filtered: true,
    })),
    only: 'qianfan',
  },
  'empty-last-chunk': change('the last event carries no text', answer => ({
    ...answer,
    texts: [...answer.texts, ''],
  })),
  'no-end': change('the stream closes without is_end, finish_reason or [DONE]', answer => ({
    ...answer,
    ended: false,
  })),

  'rate-exhausted': {
    summary: 'the rate headers say that nothing is left for this minute',
    kind: 'headers',
    headers: { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-remaining-tokens': '0' },
  },

  'no-done': {
    ...rewrite('the stream closes without [DONE]', frame => frame.replace(/^data: \[DONE\]\n\n$/, '')),
    only: 'qianfan',
  },
  'error-in-stream-bare': wire(
    'half of the text, then an error as a bare line of JSON',
    (frames, context) => [...firstHalf(frames, context), { kind: 'write', bytes: `${context.trouble}\n` }],
  ),
  'error-in-stream-data': wire('half of the text, then an error as an event', (frames, context) => [
    ...firstHalf(frames, context),
    { kind: 'write', bytes: `data: ${context.trouble}\n\n` },
  ]),
  'malformed-frame': wire(
    'an event in the middle lacks the opening quote of a key',
    (frames, { half, paceMs }) =>
      paced(
        frames.map((frame, index) =>
          index === half ? frame.replace(/"(is_truncated|choices)"/, '$1"') : frame,
        ),
        paceMs,
      ),
  ),
  'garbled-frame': wire('an event in the middle is cut short', (frames, { half, paceMs }) =>
    paced(
      frames.map((frame, index) => (index === half ? `${frame.slice(0, 20)}\n\n` : frame)),
      paceMs,
    ),
  ),
  crlf: rewrite('lines end with CR LF', frame => frame.replaceAll('\n', '\r\n')),
  'comment-lines': rewrite('comments, event names and ids before each event', frame =>
    frame.replace(/^data: /, ': keep-alive\n\nevent: message\nid: 1\ndata: '),
  ),
  'data-without-space': rewrite('no space after data:', frame => frame.replace(/^data: /, 'data:')),
  'no-final-blank-line': wire(
    'the last event ends with the stream, without a line break',
    (frames, { paceMs }) => paced([...frames.slice(0, -1), (frames.at(-1) ?? '').trimEnd()], paceMs),
  ),
  'byte-by-byte': wire('every byte by itself, so that characters are split', (frames, { paceMs }) =>
    paced(frames, paceMs).flatMap(singleBytes),
  ),
  slow: wire('a second before each event', frames => paced(frames, 1000)),
  'slow-start': wire('headers at once, the first event after 3 seconds', (frames, { paceMs }) => {
    const [head, ...rest] = paced(frames, paceMs);
    return head ? [head, { kind: 'wait', ms: 3000 }, ...rest] : [];
  }),
  stall: wire('half of the text, then nothing more', (frames, context) => [
    ...firstHalf(frames, context),
    { kind: 'hang' },
  ]),
  'stall-before-first-byte': silence('not even headers come'),
  'stall-after-headers': wire('headers come, but no text', () => [{ kind: 'head' }, { kind: 'hang' }]),
  reset: wire('half of the text, then the connection is reset', (frames, context) => [
    ...firstHalf(frames, context),
    { kind: 'wait', ms: 20 },
    { kind: 'reset' },
  ]),
};

/** The fault of this name; `code-NNN` is one for every number, also where V1 knows no such code. */
export function findFault(name: string): Fault | undefined {
  if (Object.hasOwn(faults, name)) return faults[name];
  const code = /^code-(\d{1,9})$/.exec(name)?.[1];
  return code === undefined ? undefined : v1Code(Number(code));
}

function v1Code(code: number): Fault & { kind: 'reply' } {
  const refusal = refuseV1(code);
  return {
    summary: `V1: error ${code}, ${refusal.message}`,
    only: 'ernie',
    kind: 'reply',
    reply: dialect => told(refusal, dialect),
  };
}

function v2Code(code: string): Fault {
  const refusal = refuseV2(code);
  return {
    summary: `V2: HTTP ${refusal.status} ${code}, ${refusal.message}`,
    only: 'qianfan',
    kind: 'reply',
    reply: dialect => told(refusal, dialect),
  };
}

function internalError(dialect: Dialect) {
  return told(dialect.trouble(), dialect);
}

function plain(status: number, text: string): Fault {
  return {
    summary: `HTTP ${status} with a line of plain text`,
    kind: 'reply',
    reply: () => whole(`http-${status}`, status, 'text/plain', text),
  };
}

function silence(summary: string): Fault {
  return {
    summary,
    kind: 'reply',
    reply: () => ({ outcome: 'silence', status: 200, headers: {}, steps: [{ kind: 'hang' }] }),
  };
}

function change(summary: string, changed: (answer: Answer) => Answer): Fault {
  return { summary, kind: 'answer', change: changed };
}

function flagged(summary: string, flag: 1 | 2 | 4): Fault {
  return { ...change(summary, answer => ({ ...answer, unsafe: { flag, banRound: -1 } })), only: 'qianfan' };
}

function silent(answer: Answer): Answer {
  return { ...answer, thinking: [], texts: [''], calls: [] };
}

function half(answer: Answer): Answer {
  return { ...answer, texts: answer.texts.slice(0, Math.ceil(answer.texts.length / 2)) };
}

function wire(summary: string, steps: (frames: readonly string[], context: WireContext) => Step[]): Fault {
  return { summary, kind: 'wire', steps };
}

function rewrite(summary: string, rewritten: (frame: string) => string): Fault {
  return wire(summary, (frames, { paceMs }) => paced(frames.map(rewritten), paceMs));
}

function firstHalf(frames: readonly string[], { half, paceMs }: WireContext): Step[] {
  return paced(frames.slice(0, half), paceMs);
}

function singleBytes(step: Step): Step[] {
  if (step.kind !== 'write') return [step];
  return [...Buffer.from(step.bytes)].flatMap((byte): Step[] => [
    { kind: 'write', bytes: Buffer.of(byte) },
    { kind: 'wait', ms: 0 },
  ]);
}
