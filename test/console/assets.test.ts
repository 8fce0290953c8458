import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bundleAssets } from '../../src/console/assets.ts';

const folder = new URL('./page/', import.meta.url);
const assets = bundleAssets(folder);
const names = String(assets.page.body).match(/(?<=assets\/)[^"]+/g) ?? [];
const ask = (encoding?: string) => ({ headers: encoding ? { 'accept-encoding': encoding } : {} });

test('the page names a script and a style, by what is in them', () => {
  expect(names).toEqual([
    expect.stringMatching(/^main-[A-Z0-9]{8}\.css$/),
    expect.stringMatching(/^main-[A-Z0-9]{8}\.js$/),
  ]);
  expect(bundleAssets(folder).page).toEqual(assets.page);
});

test('a file is sent small to who can unpack it, and as it is to who cannot', () => {
  const [, script = ''] = names;
  const [plain, zipped] = [assets.file(script, ask()), assets.file(script, ask('br, gzip;q=0.8'))];
  expect(plain?.headers).not.toHaveProperty('content-encoding');
  expect(zipped?.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
  expect(gunzipSync(zipped?.body as Buffer)).toEqual(plain?.body);
});

test('the front end that is served is one page of ours, under 200 kB on its way', () => {
  const real = bundleAssets(new URL('../../console/', import.meta.url));
  const parts = String(real.page.body).match(/(?<=assets\/)[^"]+/g) ?? [];
  expect(parts.length).toBeGreaterThanOrEqual(2);
  const sizes = parts.map(name => Buffer.byteLength(real.file(name, ask('gzip'))?.body as Buffer));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(200_000);
  expect(String(real.page.body)).not.toMatch(/https?:|style=|<script>/);
});
