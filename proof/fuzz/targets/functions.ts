import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { argumentsOf } from '../../../src/generation/functions/arguments.ts';
import { pageText } from '../../../src/generation/functions/built-in/page-text.ts';
import { readFunctionsFile } from '../../../src/generation/functions/file.ts';
import { toolText } from '../../../src/generation/functions/mcp/content.ts';
import { FunctionProblem } from '../../../src/generation/functions/problem.ts';
import { resultText } from '../../../src/generation/functions/result-text.ts';
import { estimateTokens } from '../../../src/tokens.ts';
import { mutated, mutatedText } from '../inputs/mutate.ts';
import { hostileText } from '../inputs/texts.ts';
import { hostileValue } from '../inputs/values.ts';
import { canaries, holdsWords } from '../promises/failure.ts';
import { type Target, target, targetWith } from '../target.ts';

const file = {
  allow_hosts: ['api.example'],
  functions: [
    {
      name: 'weather',
      description: '天气',
      parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
      url: 'https://api.example/v1/{city}',
      headers: { authorization: `Bearer ${canaries.secret}` },
      pick: 'data.text',
    },
  ],
  mcp: { files: { command: 'npx', args: ['-y', 'x'], env: { KEY: canaries.secret } } },
};

/** A bomb of aliases: a few lines that would be a billion. */
const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${[...'bcdefgh']
  .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(', ')}]`)
  .join('\n')}\n`;

const yaml = fc.oneof(
  { weight: 6, arbitrary: mutated([file]).map(value => JSON.stringify(value ?? null)) },
  { weight: 2, arbitrary: mutatedText([file]) },
  { weight: 1, arbitrary: hostileText },
  { weight: 1, arbitrary: fc.constant(bomb) },
);

const functionsFile = targetWith('functions file', 1, yaml, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yanqiao-fuzz-'));
  const path = join(folder, 'functions.yaml');
  return {
    check(text) {
      writeFileSync(path, text);
      const { file, problems } = readFunctionsFile(path, {});
      assert(file ? problems.length === 0 : problems.length > 0);
      for (const problem of problems) holdsWords(problem, canaries.secret);
    },
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
});

const content = [
  {
    content: [
      { type: 'text', text: '好' },
      { type: 'image', data: 'x', mimeType: 'image/png' },
    ],
  },
  { content: [], structuredContent: { a: 1 } },
];

const html = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<p>',
        '</p>',
        '<main>',
        '<script>',
        '</script>',
        '<title>',
        '<div>',
        '<!--',
        ']]>',
        '<constructor>',
        '&#x0;',
        '&amp;',
      ),
      hostileText,
    ),
    { maxLength: 40 },
  )
  .map(parts => parts.join(''));

const told = 1500;

/** What a function is given by a model, and gives back: a text, cut, or words that help the model on. */
export const functionTargets: readonly Target[] = [
  functionsFile,
  target('function arguments', 3, fc.oneof(hostileText, mutatedText([{ city: '北京' }])), text => {
    try {
      assert.equal(typeof argumentsOf(text), 'object');
    } catch (error) {
      if (!(error instanceof FunctionProblem)) throw error;
    }
  }),
  target('function results', 3, fc.oneof(hostileValue, mutated(content)), value => {
    const text = resultText(value);
    assert(estimateTokens(text) <= told + 1 && text !== '');
    assert(!/\p{Surrogate}/u.test(text), 'half a character');
  }),
  target('pages of the web', 3, html, page => {
    const text = pageText(page);
    assert(text.length <= 2 * page.length + 100 && !text.includes('[native code]'));
  }),
  target('results of tools', 1, hostileText, text => {
    toolText({ content: [{ type: 'text', text }] });
  }),
];
