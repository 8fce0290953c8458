import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openChatSettings } from '../../src/chat-settings.ts';
import { wordingFor } from '../../src/wording/index.ts';
import { eventually } from '../support/eventually.ts';
import { type FunctionsTown, openFunctionsTown } from './functions-town.ts';

const words = wordingFor('zh-CN');
let town: FunctionsTown;
beforeAll(async () => {
  town = await openFunctionsTown();
  const bot = await town.startBot();
  await eventually('the MCP server', () => bot.logged('mcp.state'));
});
afterAll(() => town.close());

interface Told {
  readonly role: string;
  readonly content: string | null;
}

/** Somebody with a chat on Telegram. */
async function somebody(model = 'ernie') {
  const person = town.telegram.person();
  const chat = town.telegram.direct(person);
  await openChatSettings(town.redis, town.keys).setModel(`telegram:${chat.id}`, model);
  let asked = 0;
  const say = (text: string) => void town.telegram.say(chat, person, text);
  return {
    say,
    reply: () => town.telegram.messages(chat).findLast(({ byBot }) => byBot),
    /** Asks, and waits for the answer. */
    async ask(question: string): Promise<string> {
      say(question);
      asked += 1;
      const texts = await eventually(`answer ${asked}`, () => {
        const done = town.telegram
          .messages(chat)
          .filter(({ byBot, keyboard }) => byBot && keyboard.length === 0);
        return done.length >= asked && done.map(({ text }) => text);
      });
      return texts[asked - 1] ?? '';
    },
    shows: (text: string) =>
      eventually(`the words ${text}`, () =>
        town.telegram.messages(chat).some(message => message.byBot && message.text.includes(text)),
      ),
  };
}

/** What the model was told in each call that concerned this text, oldest first. */
const promptsAbout = (text: string): readonly (readonly Told[])[] =>
  town.ernie.calls
    .map(({ body }) => (body as { messages?: readonly Told[] }).messages ?? [])
    .filter(messages => messages.some(({ content }) => content?.includes(text)));
const results = (about: string) =>
  promptsAbout(about)
    .at(-1)
    ?.filter(({ role }) => role === 'function' || role === 'tool')
    .map(({ content }) => content);

describe.concurrent('in one town', () => {
  test.each([
    ['ernie', '上海'],
    ['qianfan', '石家庄'],
  ])("the document's weather example runs from the YAML file, with %s", async (model, city) => {
    const { ask, shows, reply } = await somebody(model);
    const tell = town.places.hold(city);
    const question = `${city}今天天气如何？#call=get_current_weather {"location":"${city}","unit":"摄氏度"}`;
    const answered = ask(question);
    await shows('正在查询天气…');
    tell();
    const text = await answered;
    expect(text).toContain('查询结果：{"temperature":25');
    expect(text).not.toContain('正在查询');
    expect(reply()?.edits.length).toBeGreaterThan(1);
    expect(town.places.asked.find(({ path }) => path.includes(city))).toMatchObject({
      path: `/weather/${city}?unit=摄氏度`,
      authorization: 'Bearer weather-secret',
    });
    await ask(`再说说${city}`);
    expect(
      promptsAbout(`再说说${city}`)
        .at(-1)
        ?.map(({ role }) => role),
    ).toEqual(['user', 'assistant', 'user']);
    expect(JSON.stringify(town.ernie.calls)).not.toContain('weather-secret');
  });

  test('an MCP server that hangs holds neither its own chat for long nor another one', async () => {
    const [waits, other] = [await somebody(), await somebody()];
    const answered = waits.ask('挂起 #call=hang');
    await waits.shows(words.usingTool);
    expect(await other.ask('你好')).toContain('你好');
    expect(await answered).not.toContain(words.usingTool);
    expect(results('挂起')).toEqual(['这个函数在 5 秒内没有结果。']);
    expect(await waits.ask('接着说 #call=echo {"words":"回声"}')).toContain('查询结果：回声');
  });

  describe('what a function gives back mentions nobody', () => {
    const question = '念一念 #call=get_page {"page":"loud"}';

    test('on Telegram', async () => {
      const { ask, reply } = await somebody();
      expect(await ask(question)).toContain('快来');
      const entities = reply()?.edits.flatMap(state => state.entities) ?? [];
      expect(entities.filter(({ type }) => /mention|url|email/.test(type))).toEqual([]);
    });

    test('on Feishu', async () => {
      const li = town.feishu.person({ name: '小李' });
      const group = town.feishu.group({ title: '组' });
      const { bot } = town.feishu;
      const asked = town.feishu.say(group, li, `@${bot.name} ${question}`, { mentions: [bot] });
      const answer = await town.answerTo(group, asked);
      expect(answer.text).toContain('快来');
      expect(answer.states.flatMap(({ mentions }) => mentions)).toEqual([]);
    });
  });

  test('a page that leads to the metadata of a cloud is refused, and the model is told', async () => {
    const { ask } = await somebody();
    expect(await ask('转向 #call=get_page {"page":"away"}')).toContain('服务器转向了不允许访问的主机。');
    expect(results('转向')).toEqual(['服务器转向了不允许访问的主机。']);
    await ask('直接读 #call=read_page {"url":"http://169.254.169.254/latest/meta-data"}');
    expect(results('直接读')).toEqual(['这个网址指向内部网络，不允许访问。']);
  });

  test('/stop ends a function that runs', async () => {
    const { say, shows, reply } = await somebody();
    say('停一停 #call=get_page {"page":"silent"}');
    await shows('正在看网页…');
    say('/stop');
    await shows(words.stoppedEmpty);
    await eventually('the page to be left', () =>
      town.places.asked.some(({ path, hungUp }) => path === '/pages/silent' && hungUp),
    );
    // Whoever stopped it is told beside it, in their own time.
    await eventually('the word', () => reply()?.text === words.commands.stop.stopped);
  });

  test('after the vendor had all forgotten the next request has one message', async () => {
    const { ask } = await somebody();
    await ask('第一问甲');
    town.ernie.fault('need-clear-history', 1, '第二问甲');
    expect(await ask('第二问甲')).toBe(words.cleared);
    await ask('第三问甲');
    expect(promptsAbout('第三问甲')).toMatchObject([[{ content: '第三问甲' }]]);
  });

  test('what a model of V2 thinks stands above its answer and not in the history', async () => {
    const { ask } = await somebody('qianfan/ernie-x1.1-preview');
    expect(await ask('乙是什么')).toMatch(/^思考过程\n先看清问题。再想想怎么说。\n/);
    await ask('然后乙呢');
    expect(JSON.stringify(promptsAbout('然后乙呢'))).toMatch(/^(?!.*再想想怎么说).*你说的是“乙是什么”/);
  });

  test.each(['ernie', 'qianfan'])(
    'an answer that %s cut goes on once, and nothing stands there twice',
    async model => {
      const { ask } = await somebody(model);
      const counted = Array.from({ length: 40 }, (_, i) => `${i + 1}。`).join('');
      expect(await ask(`数到40 #truncate=50 #overlap=7 ${model}`)).toBe(counted);
      expect(promptsAbout(`#overlap=7 ${model}`)).toHaveLength(2);
    },
  );
});
