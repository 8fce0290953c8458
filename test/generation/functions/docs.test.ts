import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readFunctionsFile } from '../../../src/generation/functions/file.ts';
import { write } from './world.ts';

test.each(['functions.md', 'functions.zh-CN.md'])(
  'what docs/%s shows of a file is read as it stands',
  page => {
    const text = readFileSync(new URL(`../../../docs/${page}`, import.meta.url), 'utf8');
    const blocks = [...text.matchAll(/```yaml\n(.*?)```/gs)].map(([, block = '']) => block);
    const path = write({ 'functions.yaml': blocks.join('') });
    const env = { WEATHER_KEY: 'weather-key', FILES_TOKEN: 'files-token', WIKI_KEY: 'wiki-key' };
    const { file, problems } = readFunctionsFile(path, env);
    expect(problems).toEqual([]);
    expect(file?.http.map(({ spec }) => spec.name)).toEqual(['get_current_weather']);
    expect(file?.mcp.map(({ name, kind }) => `${name} ${kind}`)).toEqual(['files stdio', 'wiki remote']);
  },
);
