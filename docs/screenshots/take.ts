import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { openStage, type Stage } from '../../demo/stage.ts';
import type { Undo } from '../../src/main/undo.ts';
import type { Scene } from './scenes.ts';

/** So long others ask before the dashboard is looked at: it draws by the minute. */
const trafficMs = 150_000;
const betweenQuestionsMs = 2500;
const crowd = ['Mei', 'Jun', 'Rosa', 'Tom'];

/** Plays a scene in the demo's bot and takes its pictures. @param save told their names and bytes */
export async function take(
  scene: Scene,
  browser: Browser,
  save: (name: string, picture: Buffer) => Promise<void>,
  undo: Undo,
): Promise<void> {
  const { words, question, answer, until, suffix } = scene;
  const say = (line: string) => console.error(line);
  const stage = await openStage(
    { bots: 'console', realModel: undefined, words, env: process.env, say },
    undo,
  );
  const isOurs = ({ messages }: { messages: readonly { content: string | null }[] }) =>
    messages.at(-1)?.content?.includes(question) ?? false;
  stage.ernie.reply(prompt => (isOurs(prompt) ? answer : undefined));
  const open = async (size: { width: number; height: number }, colorScheme: 'light' | 'dark') => {
    const context = await browser.newContext({ locale: scene.browserLocale, viewport: size, colorScheme });
    const page = await context.newPage();
    await page.goto(stage.consoleLink ?? '');
    await page.locator('.chat[aria-current]').waitFor({ state: 'attached' });
    return page;
  };
  const desk = await open({ width: 1200, height: 880 }, 'light');
  const chats = await gather(desk);
  const ask: Ask = (count, text) => {
    const who = count % crowd.length;
    return post(desk, 'say', { chat: chats[who], as: crowd[who]?.toLowerCase(), text });
  };
  await traffic(stage, ask, scene.chatter);
  await desk.locator('[data-chat=tea-room]').click();
  await desk.locator('#speaker').selectOption('lin');
  await desk.locator('#text').fill(question);
  await desk.locator('#text').press('Enter');
  await desk.locator('.by-bot', { hasText: until }).waitFor();
  await save(`playground${suffix}.png`, await desk.screenshot());

  await desk.locator('.by-bot[data-state=done]', { hasText: until }).waitFor();
  const phone = await open({ width: 360, height: 740 }, 'dark');
  await phone.locator('.drawer-button').click();
  await phone.locator('[data-chat=tea-room]').click();
  await phone.locator('.by-bot', { hasText: until }).waitFor();
  // Nothing is pointed at.
  await phone.mouse.move(0, 0);
  await save(`phone${suffix}.png`, await phone.screenshot());

  for (const [count, text] of scene.chatter.entries()) await ask(count, text);
  await dashboard(desk);
  await save(`dashboard${suffix}.png`, await desk.screenshot());
}

/** Opens a direct chat for each of the crowd. @returns the ids of the chats; a person has the name in small letters */
async function gather(page: Page): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const name of crowd) {
    const people = [{ id: name.toLowerCase(), name, role: 'member' }];
    const { id = '' } = await post(page, 'chats', { kind: 'direct', title: name, people });
    ids.push(id);
  }
  return ids;
}

/** Many people ask for some minutes; now and then the model refuses. */
async function traffic(stage: Stage, ask: Ask, chatter: readonly string[]): Promise<void> {
  const begin = Date.now();
  for (let count = 0; Date.now() - begin < trafficMs; count += 1) {
    if (count % 15 === 10) stage.ernie.fault('code-18', 2);
    await ask(count, chatter[count % chatter.length] ?? '');
    await delay(betweenQuestionsMs);
  }
}

/** One of the crowd asks, by the same call as the page. */
type Ask = (count: number, text: string) => Promise<unknown>;

async function post(page: Page, path: string, body: object): Promise<{ readonly id?: string }> {
  const { status, said } = await page.evaluate<{ status: number; said: { id?: string } }>(
    `fetch('/console/api/${path}', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-yanqiao': '1' },
      body: ${JSON.stringify(JSON.stringify(body))},
    }).then(async answer => ({ status: answer.status, said: await answer.json() }))`,
  );
  if (status !== 200) throw new Error(`${path} was answered ${status}`);
  return said;
}

async function dashboard(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1200, height: 1080 });
  await page.locator('a[href="#dashboard"]').click();
  await page.locator('.columns canvas').first().waitFor();
  await page.locator('.columns button[data-key]').first().waitFor();
  await delay(12_000);
}
