import type { Command } from '../command.ts';
import { readArguments } from './arguments.ts';
import type { Call } from './calls.ts';
import { faults } from './faults.ts';
import { startErnie } from './index.ts';
import { simulatedKeys } from './options.ts';

/** `npm run simulate -- ernie`. */
export const command: Command = {
  name: 'ernie',
  summary:
    "Baidu's ERNIE: Wenxin Workshop V1 and Qianfan V2 [--port --qps --rpm --tpm --chunk-ms --fault --list-faults]",
  async run(argv) {
    const wanted = readArguments(argv);
    if (wanted.listFaults) return console.log(listFaults());
    const simulator = await startErnie({ ...wanted.options, onCall: call => console.log(describe(call)) });
    try {
      for (const { name, times } of wanted.faults) simulator.fault(name, times);
    } catch (error) {
      await simulator.close();
      throw error;
    }
    console.log(settings(simulator.url));
  },
};

function listFaults(): string {
  const width = Math.max(...Object.keys(faults).map(name => name.length)) + 2;
  return Object.entries(faults)
    .map(([name, { summary }]) => name.padEnd(width) + summary)
    .join('\n');
}

function settings(url: string): string {
  return `# ERNIE is simulated at ${url}. Put this into .env:
ERNIE_BASE_URL=${url}
ERNIE_API_KEY=${simulatedKeys.apiKey}
ERNIE_SECRET_KEY=${simulatedKeys.secretKey}
# or, for Qianfan V2:
# QIANFAN_BASE_URL=${url}/v2
# QIANFAN_API_KEY=${simulatedKeys.qianfanKey}
# A question may ask for more: #call=time {}, #think=…, #truncate=40: docs/simulators.md.
# Calls follow. Ctrl-C ends it.`;
}

function describe({ time, provider, body, outcome, fault, endedAt = time, aborted }: Call): string {
  const at = new Date(time).toISOString().slice(11, 23);
  const { model, messages, functions, tools } = (body ?? {}) as Record<string, unknown>;
  const offered = lengthOf(functions) + lengthOf(tools);
  return [
    `${at} ${provider}${typeof model === 'string' ? `/${model}` : ''}`,
    `messages: ${lengthOf(messages)}`,
    ...(offered > 0 ? [`functions: ${offered}`] : []),
    `${outcome}${fault === undefined ? '' : ` (fault ${fault})`}`,
    `${Math.round(endedAt - time)} ms`,
    ...(aborted ? ['caller hung up'] : []),
  ].join(', ');
}

const lengthOf = (list: unknown) => (Array.isArray(list) ? list.length : 0);
