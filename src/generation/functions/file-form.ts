import { z } from 'zod';
import { hostForm } from './hosts.ts';
import { methods, ways } from './http-request.ts';
import { nameForm } from './offered.ts';

const texts = z.record(z.string(), z.string());
const schema = z
  .record(z.string(), z.unknown())
  .refine(
    value => value['type'] === 'object',
    'write a JSON Schema with type: object (properties: {} where there are none)',
  );
const time = (fallback: number) => z.number().int().min(1).max(120_000).default(fallback);

/** An HTTP function as the file has it. */
export const httpForm = z.strictObject({
  name: z.string().regex(nameForm, 'write 1 to 64 letters, digits, _ or -'),
  description: z.string().min(1, 'say what it does: the model reads it'),
  label: z.string().optional(),
  parameters: schema.default({ type: 'object', properties: {} }),
  responses: z.record(z.string(), z.unknown()).optional(),
  /** Of the vendor's form; read, and not sent: its SDKs disagree on the shape. */
  examples: z.unknown().optional(),
  method: z.enum(methods).default('GET'),
  url: z.string(),
  query: texts.default({}),
  headers: texts.default({}),
  send: z.enum(ways).optional(),
  pick: z.string().optional(),
  timeoutMs: time(10_000),
  maxBytes: z.number().int().min(1).max(4_194_304).default(65_536),
});

const timeouts = { callTimeoutMs: time(15_000), startTimeoutMs: time(30_000) };
/** Which of its tools are offered; absent: all. */
const tools = z.array(z.string()).optional();
const stdioForm = z.strictObject({
  command: z.string().min(1),
  args: z.array(z.string()).default([]),
  env: texts.default({}),
  cwd: z.string().optional(),
  tools,
  ...timeouts,
});
const remoteForm = z.strictObject({
  url: z
    .string()
    .refine(
      value => /^https?:/.test(value) && URL.canParse(value),
      'write an address that begins with https:// (or http://)',
    ),
  headers: texts.default({}),
  tools,
  ...timeouts,
});

/** The whole file. */
export const fileForm = z.strictObject({
  allow_hosts: z.array(z.string().regex(hostForm, 'write a host, or *. and a suffix')).default([]),
  functions: z.array(httpForm).default([]),
  mcp: z
    .record(
      z.string().regex(nameForm, 'write 1 to 64 letters, digits, _ or -'),
      z.union([stdioForm, remoteForm], 'write command: … or url: …'),
    )
    .default({}),
});
