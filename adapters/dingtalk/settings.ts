import { z } from 'zod';
import { address, oneOf, secret, wholeNumber } from '../../src/config/fields.ts';

const shape = {
  DINGTALK_CLIENT_ID: z
    .string()
    .regex(/^[\w-]+$/, 'write the Client ID (AppKey) as the developer console shows it')
    .optional()
    .meta({ help: 'Turns DingTalk on: the Client ID (AppKey) of your app' }),
  DINGTALK_CLIENT_SECRET: secret()
    .optional()
    .meta({ secret: true, help: 'Required with DINGTALK_CLIENT_ID: its Client Secret (AppSecret)' }),
  DINGTALK_ROBOT_CODE: z
    .string()
    .optional()
    .meta({ help: "The robot's code; for an app of your own organisation it is the Client ID, the default" }),
  DINGTALK_API_BASE: address()
    .prefault('https://api.dingtalk.com')
    .meta({ help: 'Host of the API; session webhooks are called on this host and the next one only' }),
  DINGTALK_OAPI_BASE: address()
    .prefault('https://oapi.dingtalk.com')
    .meta({ help: 'Host of session webhooks' }),
  DINGTALK_MODE: oneOf('stream', 'webhook')
    .prefault('stream')
    .meta({ help: 'stream: we connect to DingTalk, no public address needed; webhook: DingTalk calls us' }),
  DINGTALK_CARD_TEMPLATE_ID: z.string().optional().meta({
    help: "An AI card's template: answers grow in it; standard: in the standard card; unset: one final message",
  }),
  DINGTALK_CARD_CONTENT_KEY: z
    .string()
    .prefault('content')
    .meta({ help: "The template's variable that holds the answer" }),
  DINGTALK_CALLS_PER_REPLY: wholeNumber(2).prefault('6').meta({
    help: 'Billable API calls for one answer, at least 2: the free plan counts them by the month; retries of the final write may go beyond',
  }),
};

/** What turns DingTalk on, how it is reached, and how answers are shown. */
export const settings = z
  .object(shape)
  .refine(
    (values: { DINGTALK_CLIENT_ID?: unknown; DINGTALK_CLIENT_SECRET?: unknown }) =>
      !values.DINGTALK_CLIENT_ID || values.DINGTALK_CLIENT_SECRET,
    {
      when: () => true,
      path: ['DINGTALK_CLIENT_SECRET'],
      error: 'is missing; DINGTALK_CLIENT_ID needs it beside',
    },
  )
  .meta({ help: 'DingTalk' });

/** The settings as they were read. */
export type DingtalkSettings = z.infer<typeof settings>;
