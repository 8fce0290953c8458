/** An MCP server for tests, on standard input and output; its first argument says how it behaves. */
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const manner = process.argv[2] ?? 'good';
const text = (words: string) => ({ content: [{ type: 'text' as const, text: words }] });

const server = new McpServer({ name: 'child', version: '1.0.0' });
server.registerTool('echo', { description: '重复一句话', inputSchema: { words: z.string() } }, ({ words }) =>
  text(words),
);
server.registerTool('env', { description: '环境' }, () => text(JSON.stringify(process.env)));
server.registerTool('fail', { description: '失败' }, () => ({ ...text('没有这本书'), isError: true }));
server.registerTool('picture', { description: '图片' }, () => ({
  content: [{ type: 'image', data: 'AAAA', mimeType: 'image/png' }],
}));
server.registerTool('hang', { description: '不回答' }, () => new Promise<never>(() => {}));
server.registerTool('freeze', { description: '不再动' }, () => {
  for (;;);
});
server.registerTool('die', { description: '结束' }, () => process.exit(1));
server.registerTool('leave', { description: '留下一个' }, () => {
  const stays = spawn('sleep', ['1000'], { detached: true, stdio: ['ignore', 'inherit', 'ignore'] });
  appendFileSync(process.argv[3] ?? '', `${stays.pid}\n`);
  process.exit(1);
});
server.registerTool('grow', { description: '多一个' }, () => {
  server.registerTool('grown', { description: '新的' }, () => text('新的'));
  return text('好');
});
server.registerTool('flood', { description: '不停地说' }, () => {
  setInterval(() => process.stdout.write('{"jsonrpc":"2.0","method":"notifications/x"}\n'.repeat(1000)), 1);
  return new Promise<never>(() => {});
});

/** Tells with its first list of tools, none, that there are others by now. */
async function answerLate() {
  let lists = 0;
  const tool = { name: 'late', inputSchema: { type: 'object' } };
  const changed = '{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}\n';
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, method, params } = JSON.parse(line);
    const answer = (result: object) => `${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`;
    if (method === 'initialize') {
      const { protocolVersion } = params;
      const capabilities = { tools: { listChanged: true } };
      process.stdout.write(
        answer({ protocolVersion, capabilities, serverInfo: { name: 'late', version: '1' } }),
      );
    } else if (method === 'tools/list') {
      process.stdout.write(lists++ === 0 ? answer({ tools: [] }) + changed : answer({ tools: [tool] }));
    }
  }
}

if (manner === 'late') await answerLate();
else if (manner === 'good') await server.connect(new StdioServerTransport());
else if (manner === 'garbage') {
  process.stdout.write('hello!\n{"jsonrpc":"2.0"}\n[]\n');
  await server.connect(new StdioServerTransport());
} else if (manner === 'endless') setInterval(() => process.stdout.write('x'.repeat(1_000_000)), 1);
else setInterval(() => {}, 1000); // mute
