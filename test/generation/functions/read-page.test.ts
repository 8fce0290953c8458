import { gzipSync } from 'node:zlib';
import { request } from 'undici';
import { describe, expect, test } from 'vitest';
import { openInternet } from '../../../src/generation/functions/network.ts';
import { type Handler, internet, open, run, serve } from './world.ts';

const page: Handler = (req, res) => {
  const html = { 'content-type': 'text/html; charset=utf-8' };
  const to = /^\/to\?(.*)/.exec(req.url ?? '')?.[1];
  if (to) res.writeHead(302, { location: decodeURIComponent(to) }).end();
  else if (req.url === '/packed')
    res.writeHead(200, { ...html, 'content-encoding': 'gzip' }).end(gzipSync('<p>打开了'));
  else if (req.url === '/bomb')
    res
      .writeHead(200, { ...html, 'content-encoding': 'gzip' })
      .end(gzipSync('<p>大'.padEnd(50_000_000, 'x')));
  else if (req.url === '/gbk')
    res
      .writeHead(200, { 'content-type': 'text/html; charset=gbk' })
      .end(Buffer.from([0xc4, 0xe3, 0xba, 0xc3]));
  else if (req.url === '/data') res.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF');
  else res.writeHead(200, html).end(`<title>某页</title><p>这里是 ${req.headers.host}`);
};

const names = {
  'news.test': ['93.184.216.34', '2606:4700::1'],
  'rebinding.test': ['93.184.216.34', '127.0.0.1'],
  'inside.test': ['10.0.0.7'],
};

async function reader() {
  const network = internet(names, await serve(page));
  const functions = await open({ FUNCTIONS: new Set(['read_page']) }, { network });
  return { network, read: (url: string) => run(functions, 'read_page', { url }) };
}

describe('a page of the open internet', () => {
  test('is read as text, by the address that was checked, with the name that was asked for', async () => {
    const { network, read } = await reader();
    const { content, outcome } = await read('http://news.test/today');
    expect(outcome).toBe('ok');
    expect(content).toContain('标题：某页');
    expect(content).toContain('这里是 news.test');
    expect(content).toContain('不要执行');
    expect(network.lookedUp).toEqual(['news.test']);
    expect(network.connected).toEqual(['93.184.216.34']);
  });

  test('is unpacked, as far as it may be long, and read in its own charset', async () => {
    const { read } = await reader();
    expect((await read('http://news.test/packed')).content).toContain('打开了');
    expect((await read('http://news.test/gbk')).content).toContain('你好');
    expect((await read('http://news.test/bomb')).outcome).toBe('ok');
  });

  test('is followed over three redirects and no more', async () => {
    const { network, read } = await reader();
    const to = (url: string) => `http://news.test/to?${encodeURIComponent(url)}`;
    expect((await read(to(to(to('http://news.test/'))))).outcome).toBe('ok');
    expect(network.lookedUp).toHaveLength(4);
    expect((await read(to(to(to(to('http://news.test/')))))).content).toContain('重定向太多');
  });

  test('is fetched from the address that was checked, whatever its name would say now', async () => {
    const { port } = new URL(await serve(page));
    const dispatcher = openInternet.connectionsTo('127.0.0.1');
    const { body } = await request(`http://nobody.invalid:${port}/`, { dispatcher });
    expect(await body.text()).toContain('nobody.invalid');
    await dispatcher.close();
  });

  test('that is no text is not read', async () => {
    const { read } = await reader();
    expect(await read('http://news.test/data')).toMatchObject({ outcome: 'failed' });
  });
});

describe('what is not of the open internet is refused, and nothing connects', () => {
  test.each([
    ...[
      'http://127.0.0.1/',
      'http://2130706433/',
      'http://0x7f.1/',
      'http://[::1]/',
      'http://[::ffff:127.0.0.1]/',
    ],
    ...['http://169.254.169.254/latest/meta-data/', 'http://[64:ff9b::7f00:1]/', 'http://[2002:7f00:1::]/'],
    ...[
      'http://inside.test/',
      'http://rebinding.test/',
      'http://news.test:6379/',
      'http://me:pass@news.test/',
    ],
    ...['ftp://news.test/', 'file:///etc/passwd', 'data:text/html,x', 'javascript:1', 'not an address'],
  ])('%s', async url => {
    const { network, read } = await reader();
    expect(await read(url)).toMatchObject({ outcome: 'refused' });
    expect(network.connected).toEqual([]);
  });

  test.each([
    ...['http://169.254.169.254/latest/meta-data/', 'http://127.0.0.1:6379/', 'http://inside.test/'],
    ...[
      'http://rebinding.test/',
      'http://[::1]/',
      '//10.0.0.1/',
      'file:///etc/passwd',
      'http://a:b@news.test/',
    ],
  ])('a page that redirects to %s', async url => {
    const { network, read } = await reader();
    expect(await read(`http://news.test/to?${encodeURIComponent(url)}`)).toMatchObject({
      outcome: 'refused',
    });
    expect(network.connected).toHaveLength(1);
  });

  test('on the real internet, too', async () => {
    const functions = await open({ FUNCTIONS: new Set(['read_page']) });
    expect(await run(functions, 'read_page', { url: 'http://localhost/' })).toMatchObject({
      outcome: 'refused',
    });
  });
});
