import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readFunctionsFile } from '../../../src/generation/functions/file.ts';
import { wordingFor } from '../../../src/wording/index.ts';
import { open, run, serve, write } from './world.ts';

const pageText = (page: string) => readFileSync(new URL(`../../../docs/${page}`, import.meta.url), 'utf8');

/** The code of this language that a page shows, in its order. */
const blocksOf = (page: string, language: string) =>
  [...pageText(page).matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(
    ([, block = '']) => block,
  );

describe.each(['functions.md', 'functions.zh-CN.md'])('what docs/%s shows', page => {
  test('of a file is read as it stands', () => {
    const path = write({ 'functions.yaml': blocksOf(page, 'yaml').join('') });
    const env = { WEATHER_KEY: 'weather-key', FILES_TOKEN: 'files-token', WIKI_KEY: 'wiki-key' };
    const { file, problems } = readFunctionsFile(path, env);
    expect(problems).toEqual([]);
    expect(file?.http.map(({ spec }) => spec.name)).toEqual(['get_current_weather']);
    expect(file?.mcp.map(({ name, kind }) => `${name} ${kind}`)).toEqual(['files stdio', 'wiki remote']);
  });

  test('of the weather is called, with its key, and the model is told the part that was picked', async () => {
    const asked: string[] = [];
    const server = await serve((req, res) => {
      asked.push(`${decodeURIComponent(req.url ?? '')} ${req.headers.authorization}`);
      res.end('{"data":{"now":{"temperature":25}},"more":1}');
    });
    const [weather = ''] = blocksOf(page, 'yaml');
    const { host } = new URL(server);
    const here = weather
      .replace('[api.weather.example]', `["${host}"]`)
      .replace('https://api.weather.example', server);
    const env = { WEATHER_KEY: 'weather-key' };
    const functions = await open({ FUNCTIONS_FILE: write({ 'functions.yaml': here }) }, { env });
    const given = { location: '上海市', unit: '摄氏度' };
    expect((await run(functions, 'get_current_weather', given)).content).toBe('{"temperature":25}');
    expect(asked).toEqual(['/v1/now/上海市?unit=摄氏度 Bearer weather-key']);
  });

  test('of a module is imported and called', async () => {
    const server = await serve((req, res) => void res.end(JSON.stringify({ asked: req.url })));
    const [stock = ''] = blocksOf(page, 'ts');
    const path = write({ 'stock.ts': stock.replace('http://warehouse.internal', server) });
    const functions = await open({ FUNCTIONS_DIR: dirname(path) });
    expect((await run(functions, 'stock', { sku: 'a/b' })).content).toBe('{"asked":"/a%2Fb"}');
    expect(functions.label('stock', wordingFor('en'))).toBe('正在查询库存…');
  });
});
