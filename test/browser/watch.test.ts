import { afterAll, beforeAll, expect, test } from 'vitest';
import { answersTo, ask, type ConsoleTown, openConsoleTown, say, widthOf } from './console-town.ts';

let console: ConsoleTown;

beforeAll(async () => {
  console = await openConsoleTown({ ernie: { chunkMs: 200 } });
});

afterAll(async () => {
  await console?.close();
});

test('the dashboard lives: an answer is seen growing, is stopped from there after a question, and is counted', async () => {
  const [{ page: chat }, { page }] = await Promise.all([console.enter(), console.enter()]);
  await page.locator('a[href="#dashboard"]').click();
  await page.locator('[data-tile=growing] dd').first().waitFor();
  await say(chat, 'Please count to 500');
  const queue = page.getByRole('region', { name: 'Queue and answers growing now' });
  await queue.getByText('writing').waitFor();
  await page.locator('[data-tile=growing]', { hasText: '1' }).waitFor();

  await queue.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await queue.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Run' }).click();
  await answersTo(chat, 'Please count to 500').and(chat.locator('[data-state=done]')).waitFor();
  await page.getByText('Nobody waits.').waitFor();
  await page.locator('[data-tile=messages]', { hasText: '1' }).waitFor();
});

test('calls and limits are drawn, and can be read as a table', async () => {
  const { page } = await console.enter();
  await page.locator('a[href="#dashboard"]').click();
  const calls = page.getByRole('region', { name: 'Model calls a second, just now' });
  await calls.locator('canvas').waitFor();
  await calls.getByText('As a table').click();
  await calls.getByRole('cell', { name: '100' }).first().waitFor();
  await page.getByRole('region', { name: 'Model accounts' }).getByText('ernie').waitFor();
  await page.getByRole('region', { name: 'Platforms' }).getByText('telegram').waitFor();
});

test('what is done from the dashboard holds, and stands in the audit log as console:admin', async () => {
  const { page } = await console.enter();
  await page.locator('a[href="#dashboard"]').click();
  await page.getByLabel('Command', { exact: true }).selectOption('pause');
  await page.getByLabel('What comes after it').fill('all');
  await page.getByRole('button', { name: 'Run' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Run' }).click();
  await page.getByText('Everything is paused').waitFor();

  await page.getByLabel('Command', { exact: true }).selectOption('resume');
  await page.getByRole('button', { name: 'Run' }).click();
  await page.getByText('Everything is paused').waitFor({ state: 'hidden' });
  expect(await page.locator('.act-answer').innerText()).not.toBe('');

  await page.locator('a[href="#audit"]').click();
  const entry = page.getByRole('row', { name: 'pause all' });
  expect(await entry.first().innerText()).toContain('console:admin');
});

test('a conversation is found by its words, and read; nothing in it is run', async () => {
  const { page } = await console.enter();
  const question = 'Where is the teapot? <img src="https://evil.example/z.png" onerror="document.title=1">';
  await say(page, question);
  await answersTo(page, 'teapot').and(page.locator('[data-state=done]')).waitFor();
  await page.locator('a[href="#conversations"]').click();
  await page.getByLabel('Search').fill('nobody ever said this');
  await page.keyboard.press('Enter');
  await page.getByText('There is nothing.').waitFor();
  await page.getByLabel('Search').fill('teapot');
  await page.keyboard.press('Enter');
  await page.locator('button.link').first().click();
  await page.locator('.asked', { hasText: 'teapot' }).waitFor();
  expect(await page.locator('.rounds img').count()).toBe(0);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await widthOf(page)).toBe(360);
  expect(await page.title()).toBe('Conversations · Yanqiao');
});

test('what was asked for first and comes last is shown to nobody: the latest search and the latest conversation stay', async () => {
  const { page } = await console.enter();
  const head = (id: string) => ({ id, chat: id, title: id, people: [], rounds: 1, at: 1 });
  let release = () => {};
  const released = new Promise<void>(resolve => {
    release = resolve;
  });
  await page.route('**/console/api/conversations*', async route => {
    const search = new URL(route.request().url()).searchParams.get('search');
    if (search === 'slow') await released;
    const conversations = search === 'slow' ? [head('x:slow')] : [head('x:one'), head('x:two')];
    await route.fulfill({ json: { conversations } });
  });
  await page.route('**/console/api/conversations/*', async route => {
    if (route.request().url().endsWith('one')) await released;
    await route.fulfill({ json: { id: '', rounds: [] } });
  });
  await page.locator('a[href="#conversations"]').click();
  await page.locator('#search').fill('slow');
  await page.locator('#search').press('Enter');
  await page.locator('#search').fill('quick');
  await page.locator('#search').press('Enter');
  await page.getByRole('button', { name: 'x:one' }).click();
  await page.getByRole('button', { name: 'x:two' }).click();
  await page.getByRole('heading', { name: 'x:two' }).waitFor();
  const late = [page.waitForResponse(/search=slow/), page.waitForResponse(/one$/)];
  release();
  await Promise.all(late);
  // What the page reads after them it has read after them.
  await ask(page, 'fetch("/console/api/conversations?search=after").then(answer => answer.text())');
  expect(await page.getByRole('heading', { name: 'x:two' }).count()).toBe(1);
  expect(await page.getByRole('button', { name: 'x:slow' }).count()).toBe(0);
});

test('nothing breaks the policy, and no foreign host is asked for anything', () => {
  expect(console.offences()).toEqual([]);
});
