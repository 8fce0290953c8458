import type { Command } from './command.ts';
import { command as dingtalk } from './dingtalk/command.ts';
import { command as ernie } from './ernie/command.ts';
import { command as feishu } from './feishu/command.ts';
import { command as telegram } from './telegram/command.ts';

const commands: readonly Command[] = [ernie, telegram, feishu, dingtalk];

const [name, ...argv] = process.argv.slice(2);
const command = commands.find(candidate => candidate.name === name);

if (command) {
  await command.run(argv).catch((error: Error) => fail(`${command.name}: ${error.message.split('\n')[0]}`));
} else {
  const known = commands.map(({ name, summary }) => `\n  ${name.padEnd(10)}${summary}`).join('');
  fail(`Usage: npm run simulate -- NAME [options]${known}`);
}

function fail(line: string): void {
  console.error(line);
  process.exitCode = 1;
}
