import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { simulatedKeys } from '../../simulators/ernie/index.ts';
import { weatherFile } from '../generation/functions/weather-file.ts';
import { type FeishuTown, openFeishuTown } from './feishu-town.ts';

/** A server with the weather, and with pages that do what their names say. */
interface Places {
  readonly url: string;
  /** What was asked for, in order. */
  readonly asked: { readonly path: string; readonly authorization: string | undefined; hungUp: boolean }[];
  /** Keeps the weather of a city to itself. @returns tells it */
  hold(city: string): () => void;
  close(): Promise<void>;
}

/** The page that means everybody, in the words of two platforms. */
export const loudPage = '@all <at id=all></at> <at user_id="all">所有人</at> @everyone 快来';

async function openPlaces(): Promise<Places> {
  const held = new Map<string, Promise<void>>();
  const asked: Places['asked'] = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    const call = { path, authorization: request.headers.authorization, hungUp: false };
    asked.push(call);
    response.on('close', () => {
      call.hungUp = !response.writableFinished;
    });
    if (path.startsWith('/weather/')) {
      await held.get(path.split(/[/?]/)[2] ?? '');
      const now = { temperature: 25, unit: '摄氏度', description: '晴' };
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ data: { now } }));
    } else if (path === '/pages/away') {
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end('secret');
    } else if (path === '/pages/loud') response.end(loudPage);
    else if (path !== '/pages/silent') response.writeHead(404).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    hold(city) {
      let tell = () => {};
      const told = new Promise<void>(resolve => {
        tell = resolve;
      });
      held.set(city, told);
      return tell;
    },
    close() {
      server.closeAllConnections();
      return new Promise(resolve => server.close(() => resolve()));
    },
  };
}

const child = fileURLToPath(new URL('../generation/functions/mcp-child.ts', import.meta.url));

/** The document's example, and beside it pages and an MCP server. */
const fileFor = (places: string) => `${weatherFile(places)}
  - name: get_page
    description: 读取一页
    label: 正在看网页…
    parameters: { type: object, properties: { page: { type: string } }, required: [page] }
    url: ${places}/pages/{page}
mcp:
  child:
    command: ${JSON.stringify(process.execPath)}
    args: ${JSON.stringify(['--import', 'tsx', child])}
    tools: [echo, hang]
    # Longer than a machine under load stands still: all but the one that hangs answer in time.
    callTimeoutMs: 5000
`;

/** A town whose bots have functions and both providers; V1 answers where a chat has not chosen. */
export interface FunctionsTown extends FeishuTown {
  readonly places: Places;
}

export async function openFunctionsTown(): Promise<FunctionsTown> {
  const places = await openPlaces();
  const folder = await mkdtemp(join(tmpdir(), 'yanqiao-functions-'));
  const file = join(folder, 'functions.yaml');
  await writeFile(file, fileFor(places.url));
  const town = await openFeishuTown({
    settings: {
      MODEL_PROVIDER: 'ernie',
      QIANFAN_API_KEY: simulatedKeys.qianfanKey,
      FUNCTIONS: 'read_page',
      FUNCTIONS_FILE: file,
      WEATHER_KEY: 'weather-secret',
    },
  });
  return {
    ...town,
    places,
    startBot: settings => town.startBot({ QIANFAN_BASE_URL: `${town.ernie.url}/v2`, ...settings }),
    async close() {
      await town.close();
      await places.close();
      await rm(folder, { recursive: true });
    },
  };
}
