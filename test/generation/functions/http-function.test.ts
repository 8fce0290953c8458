import { expect, test } from 'vitest';
import { readBody, sendJson } from '../../../simulators/http.ts';
import { type HttpTemplate, httpRequest } from '../../../src/generation/functions/http-request.ts';
import { Secret } from '../../../src/secret.ts';
import { wordingFor } from '../../../src/wording/index.ts';
import { eventually } from '../../support/eventually.ts';
import { weatherFile } from './weather-file.ts';
import { internet, open, run, serve, write } from './world.ts';

const template = (part: Partial<HttpTemplate>): HttpTemplate => ({
  method: 'GET',
  url: 'https://api.test/v1/{city}',
  headers: {},
  query: {},
  maxBytes: 1000,
  ...part,
});

test("the document's weather example runs from its file, with its secret, and tells what was picked", async () => {
  const seen: unknown[] = [];
  const server = await serve((req, res) => {
    seen.push([req.url, req.headers.authorization]);
    sendJson(res, 200, { data: { now: { temperature: 25, unit: '摄氏度', description: '@all 温暖' } } });
  });
  const functions = await open(
    { FUNCTIONS_FILE: write({ 'functions.yaml': weatherFile(server) }) },
    { env: { WEATHER_KEY: 'key-of-the-weather' } },
  );
  expect(functions.specs()).toEqual([
    expect.objectContaining({ name: 'get_current_weather', description: '获得指定地点的天气' }),
  ]);
  expect(functions.specs()[0]).not.toHaveProperty('examples');
  expect(functions.label('get_current_weather', wordingFor('en'))).toBe('正在查询天气…');
  const result = await run(functions, 'get_current_weather', { location: '上海/../x?', unit: '摄氏度' });
  expect(result).toEqual({
    outcome: 'ok',
    content: '{"temperature":25,"unit":"摄氏度","description":"@all 温暖"}',
  });
  expect(seen).toEqual([
    [
      `/weather/${encodeURIComponent('上海/../x?')}?unit=${encodeURIComponent('摄氏度')}`,
      'Bearer key-of-the-weather',
    ],
  ]);
});

test('arguments go where the method wants them, or the file says', () => {
  const given = { city: '北京', days: 3, list: [1] };
  expect(httpRequest(template({}), given).url.href).toBe(
    'https://api.test/v1/%E5%8C%97%E4%BA%AC?days=3&list=%5B1%5D',
  );
  expect(httpRequest(template({ method: 'POST' }), given)).toMatchObject({
    body: '{"days":3,"list":[1]}',
    headers: { 'content-type': 'application/json' },
  });
  expect(httpRequest(template({ method: 'POST', send: 'form' }), given).body).toBe('days=3&list=%5B1%5D');
  expect(httpRequest(template({ query: { key: new Secret('s&1') } }), { city: 'a' }).url.search).toBe(
    '?key=s%261',
  );
});

test('what the file writes into a query is not for a model to change', () => {
  const query = { tenant: new Secret('ours') };
  const url = 'https://api.test/v1/{city}?units=metric';
  const given = { city: 'a', tenant: 'theirs', units: 'imperial', days: 3 };
  expect(httpRequest(template({ url, query }), given).url.search).toBe('?units=metric&tenant=ours&days=3');
});

test.each(['.', '..'])('an argument cannot climb out of the path: %s', city => {
  expect(() => httpRequest(template({}), { city })).toThrow('不允许');
});

test('a server that repeats the secret does not tell it to the model, in an error neither', async () => {
  const server = await serve((req, res) => {
    sendJson(res, req.url?.includes('wrong') ? 403 : 200, { yours: req.headers.authorization, data: {} });
  });
  const file = weatherFile(server).replace('pick: data.now', '');
  const functions = await open(
    { FUNCTIONS_FILE: write({ 'functions.yaml': file }) },
    { env: { WEATHER_KEY: 'key-of-the-weather' } },
  );
  const good = await run(functions, 'get_current_weather', { location: '上海' });
  const bad = await run(functions, 'get_current_weather', { location: 'wrong' });
  expect(bad.outcome).toBe('failed');
  expect(bad.content).toContain('HTTP 403');
  expect(JSON.stringify([good, bad, functions.logged])).not.toContain('key-of-the-weather');
  expect(good.content).toContain('[redacted]');
});

test('a secret is known again where the text that repeats it is cut', async () => {
  const server = await serve((req, res) => {
    const long = req.url?.includes('wrong') ? 490 : 990;
    res.writeHead(long === 490 ? 403 : 200, { 'content-type': 'text/plain' });
    res.end(`${'x '.repeat(long / 2)}${req.headers.authorization?.slice('Bearer '.length)} and more`);
  });
  const file = weatherFile(server).replace('pick: data.now', 'maxBytes: 1000');
  const functions = await open(
    { FUNCTIONS_FILE: write({ 'functions.yaml': file }) },
    { env: { WEATHER_KEY: 'key-of-the-weather' } },
  );
  for (const location of ['上海', 'wrong']) {
    const { content } = await run(functions, 'get_current_weather', { location });
    expect([content.includes('x x'), content.includes('key-of')]).toEqual([true, false]);
  }
});

test('a secret is known again in an address, a form and JSON', async () => {
  const secret = 'key of/the+"weather"';
  const server = await serve((req, res) => {
    const [path, form] = req.url?.split('?', 2) ?? [];
    const forms = { path, form, encoded: encodeURIComponent(secret), plain: secret };
    sendJson(res, 200, forms);
  });
  const file = weatherFile(server).replace('pick: data.now', `query: { key: "\${WEATHER_KEY}" }`);
  const functions = await open(
    { FUNCTIONS_FILE: write({ 'functions.yaml': file }) },
    { env: { WEATHER_KEY: secret } },
  );
  const { content } = await run(functions, 'get_current_weather', { location: '上海' });
  expect(content.match(/\[redacted\]/g)).toHaveLength(3);
  expect(content).not.toMatch(/weather"|%22weather/);
});

test('a redirect leads to hosts of the list alone, and takes no header to another', async () => {
  const seen: (string | undefined)[] = [];
  const other = await serve((req, res) => {
    seen.push(req.headers.authorization);
    sendJson(res, 200, { data: { now: 'elsewhere' } });
  });
  const server = await serve((_, res) => {
    res.writeHead(302, { location: `${other}/` }).end();
  });
  const world = { env: { WEATHER_KEY: 'key-of-the-weather' } };
  const strict = await open({ FUNCTIONS_FILE: write({ 'functions.yaml': weatherFile(server) }) }, world);
  expect(await run(strict, 'get_current_weather', { location: '上海' })).toMatchObject({
    outcome: 'refused',
  });
  expect(seen).toEqual([]);
  const both = weatherFile(server).replace('allow_hosts: [', `allow_hosts: ["${new URL(other).host}", `);
  const wider = await open({ FUNCTIONS_FILE: write({ 'functions.yaml': both }) }, world);
  expect(await run(wider, 'get_current_weather', { location: '上海' })).toMatchObject({
    content: 'elsewhere',
  });
  expect(seen).toEqual([undefined]);
});

test('whom only a suffix allows may not be at a private address', async () => {
  const server = await serve((_, res) => sendJson(res, 200, { data: { now: 'secret' } }));
  const file = weatherFile('http://api.weather.test').replace('"api.weather.test"', '"*.weather.test"');
  const names = { 'api.weather.test': ['93.184.216.34', '10.0.0.1'] };
  const functions = await open(
    { FUNCTIONS_FILE: write({ 'functions.yaml': file }) },
    { env: { WEATHER_KEY: 'key-of-the-weather' }, network: internet(names, server) },
  );
  expect(await run(functions, 'get_current_weather', { location: '上海' })).toMatchObject({
    outcome: 'refused',
  });
});

test('a server that is silent, gone, endless or no text gives words for the model', async () => {
  let closed = false;
  const server = await serve((req, res) => {
    const path = decodeURIComponent(req.url ?? '');
    if (path.includes('silent'))
      res.on('close', () => {
        closed = true;
      });
    else if (path.includes('picture')) res.writeHead(200, { 'content-type': 'image/png' }).end('x');
    else if (path.includes('long'))
      res.writeHead(200, { 'content-type': 'text/plain' }).end('长'.repeat(100_000));
    else sendJson(res, 200, 'no data');
  });
  const file = weatherFile(server).replace('2000', '300').replace('pick: data.now', '');
  const functions = await open(
    { FUNCTIONS_FILE: write({ 'functions.yaml': file }) },
    { env: { WEATHER_KEY: 'key-of-the-weather' } },
  );
  const ask = (location: string) => run(functions, 'get_current_weather', { location });
  expect((await ask('silent')).outcome).toBe('late');
  await eventually('the call to be cut', () => closed);
  expect((await ask('picture')).outcome).toBe('failed');
  expect((await ask('long')).content.length).toBeLessThan(2000);
  const stopped = new AbortController();
  const running = run(functions, 'get_current_weather', { location: 'silent' }, stopped.signal);
  stopped.abort(new Error('/stop'));
  await expect(running).rejects.toThrow('/stop');
});

test('a JSON body reaches a server that wants one', async () => {
  const bodies: string[] = [];
  const server = await serve(async (req, res) => {
    bodies.push(String(await readBody(req)));
    sendJson(res, 200, { data: { now: 'ok' } });
  });
  const file = weatherFile(server).replace('/weather/{location}', '/weather\n    method: POST');
  const functions = await open(
    { FUNCTIONS_FILE: write({ 'functions.yaml': file }) },
    { env: { WEATHER_KEY: 'key-of-the-weather' } },
  );
  await run(functions, 'get_current_weather', { location: '上海' });
  expect(bodies).toEqual(['{"location":"上海"}']);
});
