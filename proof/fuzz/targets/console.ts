import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ConsoleNeeds } from '../../../src/console/needs.ts';
import { consoleSite } from '../../../src/console/site.ts';
import { PlaygroundRefusal } from '../../../src/playground.ts';
import { Secret } from '../../../src/secret.ts';
import type { Body } from '../../../src/web.ts';
import { mutatedText } from '../inputs/mutate.ts';
import { hostileText } from '../inputs/texts.ts';
import { canaries } from '../promises/failure.ts';
import { type Target, targetWith } from '../target.ts';
import { clock } from '../world/doors.ts';

/** What the page sends, by its route. */
const sent: Readonly<Record<string, unknown>> = {
  login: { token: canaries.secret.slice(0, -1) },
  logout: {},
  'api/act': { command: 'ban', args: 'user:telegram:1 1d', chat: 'telegram:-100', locale: 'en' },
  'api/chats': { kind: 'group', title: '测试', people: [{ id: 'li', name: '李', role: 'member' }] },
  'api/chats/c1/close': {},
  'api/presence': { chat: 'c1', present: true },
  'api/say': { chat: 'c1', as: 'li', text: '你好', replyTo: 'm1', mention: true, id: 'x1' },
  'api/edit': { chat: 'c1', as: 'li', message: 'm1', text: '好' },
  'api/recall': { chat: 'c1', as: 'li', message: 'm1' },
  'api/press': { chat: 'c1', as: 'li', message: 'm1', action: 'stop', token: 't' },
};
const reads = [
  'api/chats',
  'api/chats/c1',
  'api/files/m1',
  'api/now',
  'api/audit',
  'api/conversations',
  'assets/main.js',
  '',
];

const cookies = [
  'yq_console=open',
  'yq_console=',
  'yq_console=wrong',
  'x=1; yq_console=open; yq_console=2',
  '',
];
const ownHeaders = { 'content-type': 'application/json', 'x-yanqiao': '1', host: 'a.example' };

const request = fc.record({
  method: fc.constantFrom('GET', 'POST', 'POST', 'POST', 'PUT', 'DELETE', 'OPTIONS', '__proto__'),
  path: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...Object.keys(sent), ...reads) },
    {
      weight: 1,
      arbitrary: hostileText.map(
        text => `api/chats/${encodeURIComponent(text.replace(/\p{Surrogate}/gu, ''))}`,
      ),
    },
    { weight: 1, arbitrary: hostileText },
  ),
  body: fc.oneof(mutatedText(Object.values(sent)), hostileText),
  cookie: fc.constantFrom(...cookies),
  headers: fc.oneof(
    { weight: 4, arbitrary: fc.constant<Record<string, string>>(ownHeaders) },
    {
      weight: 1,
      arbitrary: fc.dictionary(
        fc.constantFrom(
          'content-type',
          'x-yanqiao',
          'origin',
          'sec-fetch-site',
          'host',
          'x-forwarded-host',
          'x-forwarded-for',
        ),
        fc.oneof(
          fc.constantFrom('application/json', '1', 'https://a.example', 'cross-site', 'null'),
          hostileText,
        ),
      ),
    },
  ),
});

const expected = [200, 400, 401, 403, 404, 405, 408, 409, 413, 429, 503];

/** Nobody who is not logged in gets anything; whoever is gets an answer, and what is wrong is not done. */
const pages = targetWith('console', 6, request, async () => {
  let done = 0;
  let failures = 0;
  const needs = fakeNeeds(
    () => {
      done += 1;
    },
    () => {
      failures += 1;
    },
  );
  const site = consoleSite(needs);
  return {
    async check({ method, path, body, cookie, headers }) {
      const bytes = Buffer.from(body);
      const answer = await site({
        method,
        path: `/console${path === '' ? '' : '/'}${path}`,
        query: new URLSearchParams(body.slice(0, 50)),
        headers: { ...headers, cookie },
        peer: '127.0.0.1',
        body: async (largest): Promise<Body> =>
          bytes.length > largest ? { kind: 'too-large' } : { kind: 'whole', bytes },
        over: AbortSignal.abort(),
      });
      assert(expected.includes(answer.status), `status ${answer.status}`);
      assert.equal(failures, 0, 'a route failed by a mistake of ours');
      const isData = path.startsWith('api/');
      const isOpen = /(?:^|; )yq_console=open(?:;|$)/.test(cookie);
      if (isData && !isOpen) assert.equal(answer.status, 401, 'data for who is not logged in');
      if (done > 0)
        assert(isOpen && method === 'POST' && headers['x-yanqiao'] === '1', 'done for a stranger');
      assert(!String(answer.body ?? '').includes(canaries.secret));
      done = 0;
    },
    close: async () => {},
  };
});

/** A console whose playground refuses what it does not know; `done` is told of all that changes something. */
function fakeNeeds(done: () => void, failed: () => void): ConsoleNeeds {
  const change = async () => done();
  const needs = {
    token: new Secret(canaries.secret),
    sessions: {
      isOpen: async (id: string) => id === 'open',
      begin: async () => 'open',
      end: async () => {},
      onEnd: () => () => {},
    },
    tries: { take: async () => 0, giveBack: async () => {} },
    assets: { page: { status: 200, body: '' }, file: () => undefined },
    playground: {
      chats: async () => [],
      messages: async (chat: string) => {
        if (chat !== 'c1') throw new PlaygroundRefusal('unknown', 'no');
        return [];
      },
      openChat: change,
      closeChat: change,
      setPresent: change,
      say: async () => {
        done();
        return 'm2';
      },
      edit: change,
      takeBack: change,
      press: async () => {
        done();
        return undefined;
      },
      file: async () => undefined,
      html: (markdown: string) => markdown,
      async *watch() {},
    },
    faults: undefined,
    readNow: async () => ({ accounts: [], platforms: [] }),
    readEarlier: async () => ({ minutes: [], days: [], models: [], chats: [] }),
    audit: { recent: async () => [], record: async () => {}, search: async () => ({ entries: [] }) },
    browse: async () => ({ conversations: [] }),
    readRounds: async () => [],
    act: async () => {
      done();
      return undefined;
    },
    clock,
    log: (event: string) => event === 'console.failed' && failed(),
  };
  // The pages that are asked here need no more of each.
  return needs as unknown as ConsoleNeeds;
}

export const consoleTargets: readonly Target[] = [pages];
