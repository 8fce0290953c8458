import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { Command } from '../command.ts';
import { startDingtalk } from './index.ts';
import { Terminal } from './terminal.ts';

/** `npm run simulate -- dingtalk`. */
export const command: Command = {
  name: 'dingtalk',
  summary: 'DingTalk: gateway, cards and robot, with people you play yourself [--port --webhook --no-limits]',
  async run(argv) {
    const { values } = parseArgs({
      args: argv,
      options: {
        port: { type: 'string', default: '8904' },
        webhook: { type: 'string' },
        'no-limits': { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Error('--port takes a number from 0 to 65535');
    const dingtalk = await startDingtalk({
      port,
      webhookUrl: values.webhook,
      ...(values['no-limits'] && { limits: false }),
    });
    console.log(`# DingTalk is simulated at ${dingtalk.url}. Put this into .env:
DINGTALK_API_BASE=${dingtalk.url}
DINGTALK_OAPI_BASE=${dingtalk.url}
DINGTALK_CLIENT_ID=${dingtalk.clientId}
DINGTALK_CLIENT_SECRET=${dingtalk.clientSecret}
DINGTALK_MODE=${values.webhook ? 'webhook' : 'stream'}
DINGTALK_CARD_TEMPLATE_ID=${dingtalk.templates[0]}
# The bot is ${dingtalk.bot.name}. Type "@alice 你好" to write to it, "#team @alice @${dingtalk.bot.name} 你好" to write in a group,
# "@alice [停止]" to press a button. Ctrl-C ends it.`);
    const terminal = new Terminal(dingtalk, line => console.log(line));
    createInterface({ input: process.stdin }).on('line', line => terminal.enter(line));
  },
};
