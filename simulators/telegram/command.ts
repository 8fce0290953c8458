import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { Command } from '../command.ts';
import { startTelegram } from './index.ts';
import { Terminal } from './terminal.ts';

/** `npm run simulate -- telegram`. */
export const command: Command = {
  name: 'telegram',
  summary: 'Telegram: the Bot API, with people you play yourself [--port --token --no-privacy --no-limits]',
  async run(argv) {
    const { values } = parseArgs({
      args: argv,
      options: {
        port: { type: 'string', default: '8902' },
        token: { type: 'string' },
        'no-privacy': { type: 'boolean', default: false },
        'no-limits': { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Error('--port takes a number from 0 to 65535');
    const telegram = await startTelegram({
      port,
      token: values.token,
      privacy: !values['no-privacy'],
      naturalLimits: !values['no-limits'],
    });
    console.log(`# Telegram is simulated at ${telegram.url}. Put this into .env:
TELEGRAM_API_ROOT=${telegram.url}
TELEGRAM_BOT_TOKEN=${telegram.token}
ALLOWED_CHATS=*
# The bot is @${telegram.bot.username}. Type "@alice 你好" to write to it, "#team @alice 你好" to write in a group,
# "@alice [停止]" to press a button. Ctrl-C ends it.`);
    const terminal = new Terminal(telegram, line => console.log(line));
    createInterface({ input: process.stdin }).on('line', line => terminal.enter(line));
  },
};
