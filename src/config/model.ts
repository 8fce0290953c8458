import { z } from 'zod';
import type { Secret } from '../secret.ts';
import { address, decimal, milliseconds, oneOf, prices, secret, wholeNumber } from './fields.ts';

const providers = ['ernie', 'qianfan'] as const;

/** Which model answers, how fast it may be called, and how patient we are with it. */
export const modelSettings = z
  .object({
    ERNIE_API_KEY: secret()
      .optional()
      .meta({ secret: true, help: 'ERNIE-Bot-4 through the Wenxin Workshop API: the API key' }),
    ERNIE_SECRET_KEY: secret().optional().meta({ secret: true, help: 'The secret key that belongs to it' }),
    ERNIE_BASE_URL: address()
      .prefault('https://aip.baidubce.com')
      .meta({ help: 'Host of the token and chat endpoints' }),
    ERNIE_MODEL: z
      .string()
      .regex(/^[\w.-]+$/, 'write the last path segment of the chat endpoint, such as completions_pro')
      .prefault('completions_pro')
      .meta({ help: 'Last path segment of the chat endpoint; ERNIE-Bot-4 is completions_pro' }),
    QIANFAN_API_KEY: secret()
      .optional()
      .meta({ secret: true, help: 'Qianfan V2, the OpenAI-compatible interface: bce-v3/ALTAK-…' }),
    QIANFAN_BASE_URL: address()
      .prefault('https://qianfan.baidubce.com/v2')
      .meta({ help: 'Where Qianfan V2 is' }),
    QIANFAN_MODEL: z.string().prefault('ernie-5.1').meta({
      help: 'Which model of Qianfan V2 answers; they come and go, the list of today: https://cloud.baidu.com/doc/qianfan/s/rmh4stp0j',
    }),
    MODEL_PROVIDER: oneOf(...providers)
      .optional()
      .meta({
        help: 'ernie or qianfan; unset: whichever has credentials, qianfan when both have; /model chooses for a chat',
      }),
    MODEL_QPS: wholeNumber(1).prefault('5').meta({
      help: "Calls begun in any one second on a provider's account, over all processes on this Redis",
    }),
    MODEL_RPM: wholeNumber(1).optional().meta({ help: 'The same in any one minute' }),
    MODEL_TPM: wholeNumber(1).optional().meta({ help: 'Tokens of prompts and answers in any one minute' }),
    MODEL_CONCURRENCY: wholeNumber(1)
      .prefault('200')
      .meta({ help: 'Replies streaming at once in one process' }),
    MODEL_TEMPERATURE: decimal(0, 1)
      .refine(value => value > 0, 'write a number above 0, up to 1')
      .optional()
      .meta({ help: 'Above 0, up to 1; sent only when set' }),
    MODEL_TOP_P: decimal(0, 1).optional().meta({ help: 'From 0 to 1; sent only when set' }),
    MODEL_PENALTY_SCORE: decimal(1, 2).optional().meta({ help: 'From 1 to 2; sent only when set' }),
    SYSTEM_PROMPT: z
      .string()
      .max(1024, 'write at most 1024 characters')
      .optional()
      .meta({ help: 'Default persona, at most 1024 characters' }),
    MODEL_FIRST_BYTE_TIMEOUT_MS: milliseconds(1)
      .prefault('60000')
      .meta({ help: 'How long the model may be silent at first' }),
    MODEL_IDLE_TIMEOUT_MS: milliseconds(1)
      .prefault('30000')
      .meta({ help: 'How long it may be silent between two pieces of text' }),
    MODEL_TOTAL_TIMEOUT_MS: milliseconds(1)
      .prefault('300000')
      .meta({ help: 'How long an answer may take in all' }),
    MODEL_RETRY_ATTEMPTS: wholeNumber(1, 100)
      .prefault('5')
      .meta({ help: 'Attempts in all for one model call' }),
    MODEL_PRICES: prices(providers).prefault('').meta({
      help: 'Yuan for 1,000 tokens in/out, for /usage and /stats: qianfan/ernie-5.1=0.004/0.018,ernie/completions_pro=0.12; unset: no money is shown',
    }),
  })
  .superRefine(credentialsAreThere, { when: () => true })
  .meta({ help: 'The model' });

interface Credentials {
  readonly ERNIE_API_KEY?: Secret | undefined;
  readonly ERNIE_SECRET_KEY?: Secret | undefined;
  readonly QIANFAN_API_KEY?: Secret | undefined;
  readonly MODEL_PROVIDER?: (typeof providers)[number] | undefined;
}

/** Half a pair of keys is a mistake, and so is no key, or none for the provider that was chosen. */
function credentialsAreThere(settings: Credentials, context: z.RefinementCtx): void {
  const problem = (name: string, message: string) =>
    context.addIssue({ code: 'custom', path: [name], message });
  const ernie = settings.ERNIE_API_KEY !== undefined;
  const ernieSecret = settings.ERNIE_SECRET_KEY !== undefined;
  const qianfan = settings.QIANFAN_API_KEY !== undefined;
  if (ernie && !ernieSecret) problem('ERNIE_SECRET_KEY', 'is missing; ERNIE_API_KEY needs it beside');
  if (ernieSecret && !ernie) problem('ERNIE_API_KEY', 'is missing; ERNIE_SECRET_KEY needs it beside');
  if (settings.MODEL_PROVIDER === 'qianfan' && !qianfan)
    problem('MODEL_PROVIDER', 'is qianfan: set QIANFAN_API_KEY too');
  else if (settings.MODEL_PROVIDER === 'ernie' && !ernie && !ernieSecret)
    problem('MODEL_PROVIDER', 'is ernie: set ERNIE_API_KEY and ERNIE_SECRET_KEY too');
  else if (!ernie && !ernieSecret && !qianfan)
    problem(
      'ERNIE_API_KEY',
      'set it and ERNIE_SECRET_KEY, or set QIANFAN_API_KEY: no model has credentials yet',
    );
}
