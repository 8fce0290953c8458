import { parseArgs } from 'node:util';
import type { ErnieOptions } from './options.ts';

/** What the command line asks for. */
export interface Arguments {
  readonly options: ErnieOptions;
  readonly faults: readonly { readonly name: string; readonly times: number }[];
  readonly listFaults: boolean;
}

/** Reads the command line; throws an error of one line that says what is wrong with it. */
export function readArguments(argv: string[]): Arguments {
  const { values } = parseArgs({
    args: argv,
    options: {
      port: { type: 'string', default: '8901' },
      qps: { type: 'string', default: '5' },
      rpm: { type: 'string', default: 'Infinity' },
      tpm: { type: 'string', default: 'Infinity' },
      'chunk-ms': { type: 'string', default: '120' },
      'token-life': { type: 'string', default: '2592000' },
      fault: { type: 'string', multiple: true, default: [] },
      'list-faults': { type: 'boolean', default: false },
    },
  });
  return {
    options: {
      port: number('port', values.port, 0, 65_535),
      qps: number('qps', values.qps, 1),
      rpm: number('rpm', values.rpm, 1),
      tpm: number('tpm', values.tpm, 1),
      chunkMs: number('chunk-ms', values['chunk-ms'], 0, 60_000),
      tokenLifeS: number('token-life', values['token-life'], 1, 2_592_000),
    },
    faults: values.fault.map(readFault),
    listFaults: values['list-faults'],
  };
}

function number(name: string, text: string, least: number, most = Number.POSITIVE_INFINITY): number {
  const value = Number(text);
  const whole = Number.isInteger(value) || value === Number.POSITIVE_INFINITY;
  if (text.trim() === '' || !whole || value < least || value > most) {
    throw new RangeError(`--${name} must be a whole number from ${least} to ${most}, not "${text}"`);
  }
  return value;
}

/** `stall`, `code-18:3` or `reset:Infinity`. */
function readFault(text: string): { name: string; times: number } {
  const [name = '', times = '1'] = text.split(':');
  return { name, times: Number(times) };
}
