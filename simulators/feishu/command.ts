import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { Command } from '../command.ts';
import { startFeishu } from './index.ts';
import { Terminal } from './terminal.ts';

/** `npm run simulate -- feishu`. */
export const command: Command = {
  name: 'feishu',
  summary:
    'Feishu: the open platform, with people you play yourself [--port --webhook --encrypt-key --no-limits]',
  async run(argv) {
    const { values } = parseArgs({
      args: argv,
      options: {
        port: { type: 'string', default: '8903' },
        webhook: { type: 'string' },
        'encrypt-key': { type: 'string', default: 'simulated-encrypt-key' },
        'no-limits': { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Error('--port takes a number from 0 to 65535');
    const feishu = await startFeishu({
      port,
      webhookUrl: values.webhook,
      encryptKey: values['encrypt-key'],
      ...(values['no-limits'] && { limits: false }),
    });
    console.log(`# Feishu is simulated at ${feishu.url}. Put this into .env:
FEISHU_DOMAIN=${feishu.url}
FEISHU_APP_ID=${feishu.appId}
FEISHU_APP_SECRET=${feishu.appSecret}
FEISHU_MODE=${values.webhook ? 'webhook' : 'websocket'}
FEISHU_ENCRYPT_KEY=${feishu.encryptKey}
FEISHU_VERIFICATION_TOKEN=${feishu.verificationToken}
# The bot is ${feishu.bot.name}. Type "@alice 你好" to write to it, "#team @alice @${feishu.bot.name} 你好" to write in a group,
# "@alice [停止]" to press a button. Ctrl-C ends it.`);
    const terminal = new Terminal(feishu, line => console.log(line));
    createInterface({ input: process.stdin }).on('line', line => terminal.enter(line));
  },
};
