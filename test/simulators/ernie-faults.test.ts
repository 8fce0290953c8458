import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { faults } from '../../simulators/ernie/faults.ts';
import { type ErnieSimulator, startErnie } from '../../simulators/ernie/index.ts';
import { ask, callV1, callV2, events, freshToken, requestToken } from './ernie-caller.ts';

/** Ten sentences, `1。` to `10。`, in a stream. */
const ten = { ...ask('请数到10'), stream: true };
const whole = '1。2。3。4。5。6。7。8。9。10。';

let simulator: ErnieSimulator;
let token: string;
beforeEach(async () => {
  simulator = await startErnie({ chunkMs: 0 });
  token = await freshToken(simulator);
});
afterEach(() => simulator.close());

/** The raw stream that V1 sends with this fault. */
async function streamWith(fault: string): Promise<string> {
  simulator.fault(fault);
  return (await callV1(simulator, token, ten)).text();
}

const textOf = (stream: string) =>
  events(stream)
    .map(chunk => chunk.result ?? chunk.choices?.[0]?.delta.content ?? '')
    .join('');

/** Reads so many events and what comes within a while after them, then hangs up; returns what came. */
async function readUntilSilent(reply: Response, hangUp: AbortController, count: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  const hangUpLater = () => {
    if (text.split('\n\n').length > count) setTimeout(() => hangUp.abort(), 300);
  };
  hangUpLater();
  try {
    for await (const bytes of reply.body ?? []) {
      text += decoder.decode(bytes, { stream: true });
      hangUpLater();
    }
  } catch (error) {
    if (!hangUp.signal.aborted) throw error;
  }
  return text;
}

describe('errors', () => {
  test('every code comes as HTTP 200 and JSON, as often as was said, also where a stream was asked for', async () => {
    simulator.fault('code-18', 2);
    simulator.fault('code-987');
    for (const code of [18, 18, 987]) {
      const reply = await callV1(simulator, token, ten);
      expect(reply.status).toBe(200);
      expect(reply.headers.get('content-type')).toContain('application/json');
      expect(await reply.json()).toMatchObject({ error_code: code });
    }
    expect(textOf(await (await callV1(simulator, token, ten)).text())).toBe(whole);
    expect(simulator.calls.map(call => call.outcome)).toEqual(['18', '18', '987', 'ok']);
  });

  test('the limits of a minute come in the short shape', async () => {
    expect(JSON.parse(await streamWith('code-336501'))).toMatchObject({ code: 336501 });
  });

  test('V2 errors have their own HTTP status and wait for a V2 call', async () => {
    simulator.fault('v2-system_unsafe');
    expect(textOf(await (await callV1(simulator, token, ten)).text())).toBe(whole);
    const reply = await callV2(simulator, ten);
    expect(reply.status).toBe(403);
    expect(await reply.json()).toMatchObject({ error: { code: 'system_unsafe', type: 'unsafe_request' } });
  });

  test('an outage lasts, through both APIs, until it alone is cleared', async () => {
    simulator.fault('outage', Number.POSITIVE_INFINITY);
    simulator.fault('slow');
    for (const _ of [1, 2]) {
      expect(await (await callV1(simulator, token, ten)).json()).toMatchObject({ error_code: 2 });
      const reply = await callV2(simulator, ten);
      expect(reply.status).toBe(500);
      expect(await reply.json()).toMatchObject({ error: { code: 'internal_error' } });
    }
    simulator.clearFaults('outage');
    await callV1(simulator, token, ask('数到1'));
    expect(simulator.calls.at(-1)).toMatchObject({ outcome: 'ok', fault: 'slow' });
  });

  test('gateways answer without any code', async () => {
    for (const [fault, status] of [
      ['http-429', 429],
      ['http-500', 500],
      ['http-502-html', 502],
    ] as const) {
      simulator.fault(fault);
      expect((await callV1(simulator, token, ten)).status).toBe(status);
    }
    simulator.fault('error-as-html');
    const html = await callV1(simulator, token, ten);
    expect(html.headers.get('content-type')).toBe('text/html');
    expect(await html.json()).toMatchObject({ error_code: 336000 });
  });

  test('the token endpoint can be down', async () => {
    simulator.fault('token-http-500');
    expect((await requestToken(simulator)).status).toBe(500);
    expect((await requestToken(simulator)).status).toBe(200);
  });
});

describe('answers that go wrong', () => {
  test('an answer that is cut says so', async () => {
    const stream = await streamWith('truncated');
    expect(textOf(stream)).toBe('1。2。3。4。5。');
    expect(events(stream).at(-1)).toMatchObject({ is_end: true, is_truncated: true });
  });

  test('the demand to clear the history comes instead of text, or after it', async () => {
    const instead = events(await streamWith('need-clear-history'));
    expect(instead).toMatchObject([{ result: '', need_clear_history: true, ban_round: -1 }]);
    const late = await streamWith('need-clear-history-late');
    expect(textOf(late)).toBe(whole);
    expect(events(late).map(chunk => chunk.need_clear_history)).toEqual([...Array(9).fill(false), true]);
    simulator.fault('need-clear-history-late');
    const v2 = events(await (await callV2(simulator, ten)).text());
    expect(v2.at(-1)?.choices?.[0]).toMatchObject({ flag: 4 });
  });

  test.each([
    ['flag-1', whole, { finish_reason: 'normal', flag: 1, ban_round: -1 }],
    ['flag-2', whole, { finish_reason: 'normal', flag: 2, ban_round: -1 }],
    ['flag-3', '1。2。3。4。5。', { finish_reason: 'normal', flag: 3, ban_round: -1 }],
    ['flag-4', whole, { finish_reason: 'normal', flag: 4, ban_round: -1 }],
    ['content-filter', '1。2。3。4。5。', { finish_reason: 'content_filter' }],
  ])('%s stands in the last event of V2, and waits for a call of V2', async (fault, text, last) => {
    expect(textOf(await streamWith(fault))).toBe(whole);
    const stream = await (await callV2(simulator, ten)).text();
    expect(textOf(stream)).toBe(text);
    const choices = events(stream).at(-1)?.choices;
    expect(choices).toEqual([{ index: 0, delta: { content: expect.any(String) }, ...last }]);
  });

  test('the demand to clear the history takes the place of a call too', async () => {
    simulator.fault('need-clear-history');
    const functions = [{ name: 'time', description: '时间', parameters: {} }];
    const reply = await callV1(simulator, token, { ...ask('#call=time {}'), functions, stream: true });
    const [only] = events(await reply.text());
    expect(only).toMatchObject({ result: '', need_clear_history: true });
    expect(only).not.toHaveProperty('function_call');
  });

  test('a last chunk may be empty, and an end may be missing', async () => {
    const empty = events(await streamWith('empty-last-chunk'));
    expect(empty).toHaveLength(11);
    expect(empty.at(-1)).toMatchObject({ is_end: true, result: '' });
    expect(events(await streamWith('no-end')).at(-1)?.is_end).toBe(false);
    simulator.fault('no-done');
    const v2 = await (await callV2(simulator, ten)).text();
    expect(v2).not.toContain('[DONE]');
    expect(v2).toContain('"finish_reason":"normal"');
  });

  test('errors in the middle follow half of the text', async () => {
    const bare = await streamWith('error-in-stream-bare');
    expect(textOf(bare)).toBe('1。2。3。4。5。');
    expect(JSON.parse(bare.trim().split('\n').at(-1) ?? '')).toMatchObject({ error_code: 336000 });
    expect(events(await streamWith('error-in-stream-data')).at(-1)?.error_code).toBe(336000);
  });

  test('rate headers can say that nothing is left', async () => {
    simulator.fault('rate-exhausted');
    const reply = await callV1(simulator, token, ten);
    expect(reply.headers.get('x-ratelimit-remaining-requests')).toBe('0');
  });
});

describe('the wire', () => {
  test('one event can be malformed while the others are sound', async () => {
    const stream = await streamWith('malformed-frame');
    expect(stream).toContain(',is_truncated":false');
    expect(() => events(stream)).toThrow(SyntaxError);
    expect(stream.match(/^data: /gm)).toHaveLength(10);
  });

  test('line ends, comments, spaces and the last blank line vary', async () => {
    const crlf = await streamWith('crlf');
    expect(crlf.split('\r\n\r\n')).toHaveLength(11);
    expect(textOf(crlf.replaceAll('\r\n', '\n'))).toBe(whole);
    expect(await streamWith('comment-lines')).toContain(': keep-alive\n');
    expect(await streamWith('data-without-space')).toMatch(/^data:\{/);
    expect((await streamWith('no-final-blank-line')).endsWith('}')).toBe(true);
  });

  test('bytes come one by one, so that characters are split', async () => {
    simulator.fault('byte-by-byte');
    const reply = await callV1(simulator, token, ten);
    const sizes: number[] = [];
    let received = Buffer.alloc(0);
    for await (const bytes of reply.body ?? []) {
      sizes.push(bytes.length);
      received = Buffer.concat([received, bytes]);
    }
    expect(sizes.filter(size => size === 1).length).toBeGreaterThan(received.length / 2);
    expect(textOf(received.toString())).toBe(whole);
  });

  test.each([
    ['stall', 5, '1。2。3。4。5。'],
    ['stall-after-headers', 0, ''],
  ])(
    'with %s the stream falls silent, and the record tells that the caller hung up',
    async (fault, count, text) => {
      simulator.fault(fault);
      const hangUp = new AbortController();
      const reply = await callV1(simulator, token, ten, { signal: hangUp.signal });
      expect(textOf(await readUntilSilent(reply, hangUp, count))).toBe(text);
      await expect.poll(() => simulator.calls[0]).toMatchObject({ fault, aborted: true });
      expect(simulator.calls[0]?.endedAt).toBeGreaterThan(simulator.calls[0]?.time ?? 0);
    },
  );

  test('before the first byte there may be silence too', async () => {
    simulator.fault('stall-before-first-byte');
    await expect(callV1(simulator, token, ten, { signal: AbortSignal.timeout(200) })).rejects.toThrow(
      'timeout',
    );
  });

  test('a reset cuts the connection after half of the text', async () => {
    simulator.fault('reset');
    const reply = await callV1(simulator, token, ten);
    let text = '';
    const reading = (async () => {
      for await (const bytes of reply.body ?? []) text += Buffer.from(bytes).toString();
    })();
    await expect(reading).rejects.toThrow();
    expect(textOf(text)).toBe('1。2。3。4。5。');
  });
});

describe('steering', () => {
  test('a refused call leaves the fault to the next one, and faults can be cleared', async () => {
    simulator.fault('code-2', Number.POSITIVE_INFINITY);
    await callV1(simulator, token, { messages: [] });
    expect(simulator.calls[0]).toMatchObject({ outcome: '336006', fault: undefined });
    await callV1(simulator, token, ten);
    await callV1(simulator, token, ten);
    simulator.clearFaults();
    await callV1(simulator, token, ten);
    expect(simulator.calls.map(call => call.outcome)).toEqual(['336006', '2', '2', 'ok']);
  });

  test('those for any call are cleared, and those about something stay', async () => {
    simulator.fault('code-2', 3);
    simulator.fault('code-2', 1, '#Q7/');
    simulator.fault('slow', 1, '');
    simulator.clearFaults('code-2', '');
    expect(simulator.waitingFaults).toEqual([
      { fault: 'code-2', times: 1, about: '#Q7/' },
      { fault: 'slow', times: 1, about: '' },
    ]);
  });

  test('other processes queue faults and read the calls over HTTP', async () => {
    const control = (method: string, body: unknown) =>
      fetch(`${simulator.url}/_simulator/faults`, { method, body: JSON.stringify(body) });
    expect((await control('POST', { fault: 'code-4', times: 'Infinity' })).status).toBe(200);
    await callV1(simulator, token, ten);
    expect((await control('DELETE', {})).status).toBe(200);
    await callV1(simulator, token, ten);
    const read = async (what: string) => (await fetch(`${simulator.url}/_simulator/${what}`)).json();
    expect(await read('calls')).toMatchObject([{ outcome: '4', body: ten }, { outcome: 'ok' }]);
    expect(await read('tokens')).toEqual({ requests: 1 });
    const unknown = await control('POST', { fault: 'nonsense' });
    expect(unknown.status).toBe(400);
    expect(await unknown.json()).toMatchObject({ error: expect.stringContaining('nonsense') });
  });

  test('other processes clear faults of one name, and move the clock', async () => {
    const control = async (method: string, what: string, body: unknown) =>
      (await fetch(`${simulator.url}/_simulator/${what}`, { method, body: JSON.stringify(body) })).status;
    await control('POST', 'faults', { fault: 'outage', times: 'Infinity' });
    await control('POST', 'faults', { fault: 'code-4' });
    expect(await control('DELETE', 'faults', { fault: 'outage' })).toBe(200);
    await callV1(simulator, token, ten);
    expect(simulator.calls.at(-1)?.outcome).toBe('4');
    expect(await control('POST', 'advance', { ms: 2_592_000_000 })).toBe(200);
    await callV1(simulator, token, ten);
    expect(simulator.calls.at(-1)?.outcome).toBe('111');
    expect(await control('POST', 'advance', { ms: 'soon' })).toBe(400);
  });

  test('faults that wait are told, with those that can be had, and so are the routes', async () => {
    const read = async (what: string) => (await fetch(`${simulator.url}/_simulator/${what}`)).json();
    simulator.fault('outage', Number.POSITIVE_INFINITY);
    simulator.fault('slow', 2, '天气');
    expect(await read('faults')).toMatchObject({
      waiting: [
        { fault: 'outage', times: 'Infinity', about: '' },
        { fault: 'slow', times: 2, about: '天气' },
      ],
      known: { slow: 'a second before each event' },
    });
    expect(await read('nothing')).toMatchObject({ routes: expect.arrayContaining(['GET faults']) });
  });

  test('every fault is in the documentation, in the words of the table', () => {
    const page = readFileSync(new URL('../../docs/simulators.md', import.meta.url), 'utf8');
    const missing = Object.entries(faults)
      .filter(([name]) => !/^(code|v2)-/.test(name))
      .filter(([name, { summary }]) => !page.includes(`| \`${name}\` | ${summary} |`));
    expect(missing).toEqual([]);
  });
});
