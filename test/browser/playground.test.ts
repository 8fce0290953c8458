import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import {
  answersTo,
  ask,
  type ConsoleTown,
  consoleToken,
  logIn,
  openConsoleTown,
  say,
} from './console-town.ts';

let console: ConsoleTown;

beforeAll(async () => {
  // Its server goes, and must find its port free when it comes back.
  console = await openConsoleTown({ serving: { HTTP_PORT: String(await freePort()) } });
});

afterAll(async () => {
  await console?.close();
});

test('an answer grows in place before one’s eyes, is there after a reload, and can be had anew', async () => {
  const { page } = await console.enter();
  await say(page, 'Please count to 90');
  const answer = answersTo(page, 'Please count to 90');
  const body = answer.locator('.message-body');
  await answer.and(page.locator('[data-state=growing]')).waitFor();
  const id = await answer.getAttribute('data-id');
  const early = await eventually('the first numbers', async () => {
    const text = await body.innerText();
    return /3/.test(text) && text;
  });
  expect(early).not.toContain('90');
  await answer.and(page.locator('[data-state=done]')).waitFor();
  expect(await body.innerText()).toContain('90');
  expect(await answer.getAttribute('data-id')).toBe(id);

  await page.reload();
  expect(await answer.locator('.message-body').innerText()).toContain('90');
  await answer.getByRole('button', { name: 'Regenerate' }).click();
  await answersTo(page, 'Please count to 90').and(page.locator('[data-state=growing]')).waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.locator('[data-state=growing]').waitFor({ state: 'detached' });
});

test('what was said, but not known to be, is said once however often it is sent', async () => {
  const { page } = await console.visitAside();
  await logIn(page, consoleToken);
  await page.locator('.chat[aria-current]').waitFor();
  await page.route(
    '**/console/api/say',
    async route => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await say(page, 'Please count to 3, once');
  const said = page.locator('.by-person', { hasText: 'count to 3, once' });
  await said.waitFor();
  await page.locator('.said').getByText(/./).waitFor();
  await page.locator('#text').press('Enter');
  await eventually('it to be sent', async () => (await page.locator('#text').inputValue()) === '');
  await say(page, 'Please count to 4, after it');
  await page.locator('.by-person', { hasText: 'count to 4, after it' }).waitFor();
  expect(await said.count()).toBe(1);
});

test('what is sent while something else is on its way follows it, where it was written', async () => {
  const { page } = await console.enter();
  await page.getByRole('button', { name: 'Ada Direct' }).click();
  await page.getByRole('heading', { name: 'Ada' }).waitFor();
  let letGo = () => {};
  const held = new Promise<void>(resolve => {
    letGo = resolve;
  });
  await page.route(
    '**/console/api/say',
    async route => {
      await held;
      await route.continue();
    },
    { times: 1 },
  );
  await say(page, 'Please count to 3, first');
  await page.locator('#text').press('Enter');
  await say(page, 'Please count to 3, second');
  await page.getByRole('button', { name: /Tea room/ }).click();
  await page.getByRole('heading', { name: /Tea room/ }).waitFor();
  letGo();
  await page.getByRole('button', { name: 'Ada Direct' }).click();
  await page.locator('.by-person', { hasText: 'second' }).waitFor();
  expect(await page.locator('.by-person', { hasText: 'count to 3,' }).allInnerTexts()).toEqual([
    expect.stringContaining('first'),
    expect.stringContaining('second'),
  ]);
  await eventually('nothing to be left', async () => (await page.locator('#text').inputValue()) === '');
});

test('the keyboard alone is enough: lines, sending, stopping, answering a message, and giving that up', async () => {
  const { page } = await console.enter();
  await page.getByRole('button', { name: 'Ada Direct' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Ada' }).waitFor();
  await tabTo('text');
  await page.keyboard.type('Please count to 300');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('and no further');
  await page.keyboard.press('Enter');
  await page.locator('.by-person', { hasText: 'and no further' }).waitFor();
  expect(await page.locator('#text').inputValue()).toBe('');

  const stop = page.getByRole('button', { name: 'Stop' });
  await stop.waitFor();
  await stop.focus();
  await page.keyboard.press('Enter');
  await page.locator('[data-state=growing]').waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Reply' }).last().focus();
  await page.keyboard.press('Enter');
  expect(await ask(page, 'document.activeElement.id')).toBe('text');
  await page.locator('.about').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.about').waitFor({ state: 'hidden' });

  async function tabTo(id: string): Promise<void> {
    for (let step = 0; step < 40; step += 1) {
      if ((await ask(page, 'document.activeElement.id')) === id) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab never comes to ${id}`);
  }
});

test('an Enter that ends the choice of a Chinese word sends nothing', async () => {
  const { page } = await console.enter();
  await page.locator('#text').fill('zhong');
  await page.locator('#text').dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
  await page.locator('#text').press('End');
  await page.keyboard.type('guo');
  await page.keyboard.press('Enter');
  await page.locator('.by-person .message-body', { hasText: 'zhongguo' }).waitFor();
  expect(await page.locator('.by-person .message-body', { hasText: /zhong$/ }).count()).toBe(0);
});

test('what people and the model write is inert: no picture is loaded, no script runs', async () => {
  const { page, requests } = await console.enter();
  const attack =
    '<img src="https://evil.example/x.png" onerror="document.title=1"><script>document.title=2</script>';
  const written = [
    attack,
    '![picture](https://evil.example/y.png)',
    '[link](javascript:document.title=3) [good](https://example.com/)',
    '**end**',
  ].join('\n\n');
  console.town.ernie.reply(() => written);
  try {
    await say(page, `${attack} quoted`);
    const answer = answersTo(page, '<img src=');
    await answer.and(page.locator('[data-state=done]')).waitFor();
    expect(await answer.locator('strong', { hasText: 'end' }).count()).toBe(1);
    expect(
      await page.locator('.thread img, .thread script, .thread [onerror], .thread [style]').count(),
    ).toBe(0);
    expect(await page.locator('.thread a[href^="javascript"]').count()).toBe(0);
    const link = answer.getByRole('link', { name: 'good' });
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer nofollow');
    expect(await page.title()).toBe('Playground · Yanqiao');
    expect(requests.filter(url => url.includes('evil'))).toEqual([]);
  } finally {
    console.town.ernie.reply();
  }
});

test('markup that the server should never send is taken apart all the same', async () => {
  const { page } = await console.visitAside();
  const html =
    '<p style="color:red" onclick="x()">kept <img src="https://evil.example/w.png" onerror="document.title=1"></p>' +
    '<a href="javascript:document.title=2">away</a><iframe src="https://evil.example"></iframe><script>document.title=3</script>';
  const message = { id: 'm1', chat: 'admin', from: 'bot', html, text: 'kept', at: 0, state: 'done' };
  await page.route('**/console/api/chats/*', route => route.fulfill({ json: { messages: [message] } }));
  await logIn(page, consoleToken);
  await page.locator('.message-body', { hasText: 'kept' }).waitFor();
  expect(await page.locator('.message-body').innerHTML()).toBe(
    '<p>kept </p><a rel="noopener noreferrer nofollow" target="_blank">away</a>document.title=3',
  );
  expect(await page.title()).toBe('Playground · Yanqiao');
});

test('in a group anybody can be spoken as; the bot answers when it is mentioned', async () => {
  const { page } = await console.enter();
  await page.getByRole('button', { name: /Tea room/ }).click();
  await page.getByRole('heading', { name: /Tea room/ }).waitFor();
  await page.locator('#speaker').selectOption({ label: '小林 · member' });
  await page.locator('#mention').uncheck();
  await say(page, 'Only among ourselves');
  await page.locator('#mention').check();
  await say(page, 'What is 1+1?');
  await answersTo(page, 'What is 1+1?').and(page.locator('[data-state=done]')).waitFor();
  expect(await page.locator('.by-person.mine', { hasText: 'ourselves' }).locator('strong').innerText()).toBe(
    '小林',
  );
  expect(await answersTo(page, 'Only among ourselves').count()).toBe(0);
});

test('a chat is made, a message in it edited, and the chat deleted after a question', async () => {
  const { page } = await console.enter();
  await page.getByRole('button', { name: 'New chat' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Kind').selectOption('group');
  await dialog.getByLabel('Title').fill('Book club');
  await dialog.getByLabel('People').fill('Bo, 小白');
  await dialog.getByRole('button', { name: 'Open' }).click();
  await page.getByRole('heading', { name: 'Book club' }).waitFor();
  expect(await page.locator('#speaker').innerText()).toContain("Bo · group's admin");

  await page.locator('#mention').uncheck();
  await say(page, 'A first thougt');
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.locator('#text').fill('A first thought');
  await page.locator('#text').press('Enter');
  await page.locator('.by-person', { hasText: 'A first thought' }).getByText('edited').waitFor();

  await page.locator('.chat-menu summary').click();
  await page.getByRole('button', { name: 'Delete chat' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete chat' }).click();
  await page.getByRole('heading', { name: 'Book club' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /Book club/ }).waitFor({ state: 'detached' });
});

test('a screen reader is told that an answer begins, and then all of it, and nothing in between', async () => {
  const { page } = await console.enter();
  await ask(
    page,
    `window.heard = []; new MutationObserver(() => heard.push(document.querySelector('.talk [role=status]').textContent))
      .observe(document.querySelector('.talk [role=status]'), { childList: true, characterData: true, subtree: true })`,
  );
  await say(page, 'Please count to 60');
  await answersTo(page, 'Please count to 60').and(page.locator('[data-state=done]')).waitFor();
  const heard = await ask<string[]>(page, 'heard');
  expect(heard.length).toBe(2);
  expect(heard[0]).toBe('Yanqiao is writing an answer.');
  expect(heard[1]).toContain('60');
  expect(await page.locator('.thread [aria-live], .thread[aria-live]').count()).toBe(0);
});

test('nothing breaks the policy, and no foreign host is asked for anything', () => {
  expect(console.offences()).toEqual([]);
});

test('a page whose server goes says so, and goes on when it is back', async () => {
  const { page } = await console.visitAside();
  await logIn(page, consoleToken);
  await page.locator('.chat[aria-current]').waitFor();
  const [serving] = console.town.bots;
  serving?.kill('SIGKILL');
  await page.getByText('The connection is interrupted').waitFor();
  await console.town.startBot({ HTTP_PORT: new URL(console.origin).port });
  await page.getByText('The connection is interrupted').waitFor({ state: 'hidden' });
  await say(page, 'Are you back?');
  await answersTo(page, 'Are you back?').and(page.locator('[data-state=done]')).waitFor();
});
