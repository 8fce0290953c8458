import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { ask, type ConsoleTown, consoleToken, logIn, openConsoleTown, widthOf } from './console-town.ts';

let console: ConsoleTown;

beforeAll(async () => {
  console = await openConsoleTown();
});

afterAll(async () => {
  await console?.close();
});

test('a wrong token opens nothing and is told so; the right one opens, for scripts cannot read what it leaves', async () => {
  const { page } = await console.visit();
  await logIn(page, 'not-the-token-at-all');
  await page.getByRole('alert').getByText('That is not the token.').waitFor();
  expect(await page.locator('.shell').count()).toBe(0);

  await logIn(page, consoleToken);
  await page.getByRole('heading', { name: 'Admin' }).waitFor();
  expect(await ask(page, 'document.cookie')).toBe('');

  await page.reload();
  await page.locator('#logout').click();
  await page.locator('#token').waitFor();
  await page.reload();
  await page.locator('#token').waitFor();
});

test('who logs out in one window is out in all of them', async () => {
  const { page } = await console.enter();
  const other = await page.context().newPage();
  await other.goto(`${console.origin}/console`);
  await other.locator('#logout').click();
  await page.locator('#token').waitFor();
});

test('a link with the token behind its # logs in, and the token leaves the address', async () => {
  const { page } = await console.visit();
  await page.goto('about:blank');
  await page.goto(`${console.origin}/console#token=${consoleToken}`);
  await page.locator('.shell').waitFor();
  expect(page.url()).toBe(`${console.origin}/console`);
});

test('such a link is taken by a page that is open already, too, and the token never stays in the address', async () => {
  const { page } = await console.visit();
  await page.locator('#token').waitFor();
  await page.goto(`${console.origin}/console#token=${consoleToken}`);
  await page.locator('.shell').waitFor();
  expect(page.url()).toBe(`${console.origin}/console`);
  await page.goto(`${console.origin}/console#token=${consoleToken}`);
  await eventually('the token to leave the address', () => page.url() === `${console.origin}/console`);
});

test('it speaks the language of the browser, and the other one when asked to; the choice stays', async () => {
  const { page } = await console.enter({ locale: 'zh-CN' });
  await page.getByRole('link', { name: '总览' }).waitFor();
  expect(await ask(page, 'document.documentElement.lang')).toBe('zh-CN');

  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('link', { name: 'Dashboard' }).waitFor();
  await page.reload();
  await page.getByRole('link', { name: 'Dashboard' }).waitFor();
  expect(await ask(page, 'document.documentElement.lang')).toBe('en');
});

test('it is dark where the system is, and light when asked to', async () => {
  const { page } = await console.enter({ colorScheme: 'dark' });
  const ground = () => ask<string>(page, 'getComputedStyle(document.body).backgroundColor');
  const dark = await ground();
  await page.locator('#theme').click();
  const light = await ground();
  expect(brightness(dark)).toBeLessThan(60);
  expect(brightness(light)).toBeGreaterThan(200);
});

test('on a phone of 360 pixels nothing is moved sideways, and the chats lie in a drawer', async () => {
  const { page } = await console.enter({ viewport: { width: 360, height: 740 }, locale: 'en-GB' });
  for (const name of ['playground', 'dashboard', 'conversations', 'audit']) {
    await page.locator(`a[href="#${name}"]`).click();
    await page.locator(`#main.page-${name}`).waitFor();
    expect(await widthOf(page), name).toBe(360);
  }
  await page.locator('a[href="#playground"]').click();
  const drawer = page.locator('#chats');
  const button = page.locator('.drawer-button');
  await drawer.waitFor({ state: 'hidden' });
  await button.click();
  await drawer.waitFor({ state: 'visible' });
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'hidden' });
  expect(await ask(page, 'document.activeElement.className')).toBe('drawer-button');

  await button.click();
  await page.getByRole('button', { name: 'Ada Direct' }).click();
  await page.getByRole('heading', { name: 'Ada' }).waitFor();
  await drawer.waitFor({ state: 'hidden' });
});

test('nothing breaks the policy, and no foreign host is asked for anything', () => {
  expect(console.offences()).toEqual([]);
});

/** Of `rgb(…)`: the mean of its three numbers. */
function brightness(colour: string): number {
  const parts = (colour.match(/\d+/g) ?? []).slice(0, 3).map(Number);
  return parts.reduce((sum, part) => sum + part, 0) / parts.length;
}
