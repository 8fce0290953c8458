import { z } from 'zod';
import { descriptionForm, nameForm, timeLimit } from './described.ts';
import { hostForm } from './hosts.ts';
import { methods, ways } from './http-request.ts';

const texts = z.record(z.string(), z.string());
const schema = z
  .record(z.string(), z.unknown())
  .refine(
    value => value['type'] === 'object',
    'write a JSON Schema with type: object (properties: {} where there are none)',
  );

/** An HTTP function as the file has it. */
export const httpForm = z.strictObject({
  ...descriptionForm,
  parameters: schema.default({ type: 'object', properties: {} }),
  /** Of the vendor's form; read, and not sent: its SDKs disagree on the shape. */
  examples: z.unknown().optional(),
  method: z.enum(methods).default('GET'),
  url: z.string(),
  query: texts.default({}),
  headers: texts.default({}),
  send: z.enum(ways).optional(),
  pick: z.string().optional(),
  maxBytes: z.number().int().min(1).max(4_194_304).default(65_536),
});

const timeouts = { callTimeoutMs: timeLimit(15_000), startTimeoutMs: timeLimit(30_000) };
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
  mcp: z.record(nameForm, z.union([stdioForm, remoteForm], 'write command: … or url: …')).default({}),
});
