import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStage, type Stage } from '../../demo/stage.ts';
import { en } from '../../demo/words/en.ts';
import { Undo } from '../../src/main/undo.ts';
import { eventually } from '../support/eventually.ts';
import { answersTo, say } from './console-town.ts';
import { openBrowser, visit } from './open-browser.ts';

const undo = new Undo();
let stage: Stage;
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
  undo.add(() => browser.close());
  const options = { bots: 'console', realModel: undefined, words: en, env: process.env } as const;
  stage = await openStage({ ...options, say: () => {} }, undo);
});

afterAll(async () => {
  await undo.run(error => {
    throw error;
  });
});

/** Somebody who followed the link that the demo prints. */
async function enter() {
  const { page } = await visit(browser);
  await page.goto(stage.consoleLink ?? '');
  await page.locator('.chat[aria-current]').waitFor();
  return page;
}

test('a model that refuses is asked again in the same message, before one’s eyes', async () => {
  const page = await enter();
  await page.getByRole('button', { name: 'Code 18: too fast' }).click();
  await page.getByText('Done: Code 18').waitFor();
  await say(page, 'Please count to 5');
  const answer = answersTo(page, 'Please count to 5').and(page.locator('[data-state=done]'));
  await answer.waitFor({ timeout: 30_000 });
  expect(await answer.locator('.message-body').innerText()).toContain('5');
  expect(stage.ernie.calls.map(({ outcome }) => outcome)).toEqual(['18', '18', '18', 'ok']);
});

test('a worker is killed from the page, and another one goes on in the same message, in the demo', async () => {
  const page = await enter();
  await say(page, 'Please count to 40');
  const answer = answersTo(page, 'Please count to 40');
  const body = answer.locator('.message-body');
  await eventually(
    'some numbers',
    async () => (await answer.count()) > 0 && /9/.test(await body.innerText()),
  );
  const id = await answer.getAttribute('data-id');
  const workers = stage.bots.length;
  await page.getByRole('button', { name: 'Kill the worker' }).click();
  await eventually('another worker', () => stage.bots.length > workers);
  await answer.and(page.locator('[data-state=done]')).waitFor({ timeout: 50_000 });
  expect(await body.innerText()).toContain('40');
  expect(await answer.getAttribute('data-id')).toBe(id);
});
