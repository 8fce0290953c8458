import type { Redis } from 'ioredis';
import type { Keys } from './keys.ts';
import type { ModelParameters } from './model.ts';
import { isLocale, type Locale } from './wording/index.ts';

/** The fields of a chat's hash, in the order in which they are read. */
export const chatFields = ['persona', 'parameters', 'model', 'functions', 'locale'] as const;

type ChatField = (typeof chatFields)[number];

/** What a chat has of its own; what is absent is as in the settings. `chat` is `platform:id`. */
export interface ChatSettings {
  readonly persona?: string;
  readonly parameters: ModelParameters;
  /** The provider, or `provider/model`, that answers here. */
  readonly model?: string;
  /** The model may call nothing here. */
  readonly functions?: 'off';
  /** The language of what the bot says here in its own words. */
  readonly locale?: Locale;
}

export interface ChatSettingsStore {
  read(chat: string): Promise<ChatSettings>;
  /** @param persona absent: the default again. */
  setPersona(chat: string, persona: string | undefined): Promise<void>;
  /** Replaces all parameters of the chat. */
  setParameters(chat: string, parameters: ModelParameters): Promise<void>;
  /** @param model `qianfan`, `qianfan/ernie-5.1`; absent: the default again. */
  setModel(chat: string, model: string | undefined): Promise<void>;
  /** @param functions absent: whatever there is may be called again. */
  setFunctions(chat: string, functions: 'off' | undefined): Promise<void>;
  /** The language of a chat; absent: the default. */
  readLocale(chat: string): Promise<Locale | undefined>;
  /** @param locale absent: the default again. */
  setLocale(chat: string, locale: Locale | undefined): Promise<void>;
  /** Whether the bot is paused in this chat, and in all. */
  pauses(chat: string): Promise<{ readonly here: boolean; readonly everywhere: boolean }>;
  /** @param chat `all`: everywhere, apart from the chats' own pauses. */
  setPaused(chat: string | 'all', paused: boolean): Promise<void>;
  /** Takes everything over to the chat's new id; what the new one already has stays. Safe to repeat. */
  move(from: string, to: string): Promise<void>;
}

/** The settings that admins change for a chat, in Redis; they have no life of their own and stay until changed. */
export function openChatSettings(redis: Redis, keys: Keys): ChatSettingsStore {
  const set = async (chat: string, field: ChatField, value: string | undefined) => {
    if (value === undefined) await redis.hdel(keys.chat(chat), field);
    else await redis.hset(keys.chat(chat), field, value);
  };
  return {
    async read(chat) {
      return readChatSettings(await redis.hmget(keys.chat(chat), ...chatFields));
    },
    setPersona: (chat, persona) => set(chat, 'persona', persona),
    setParameters: (chat, parameters) =>
      set(chat, 'parameters', Object.keys(parameters).length > 0 ? JSON.stringify(parameters) : undefined),
    setModel: (chat, model) => set(chat, 'model', model),
    setFunctions: (chat, functions) => set(chat, 'functions', functions),
    async readLocale(chat) {
      const locale = await redis.hget(keys.chat(chat), 'locale' satisfies ChatField);
      return isLocale(locale) ? locale : undefined;
    },
    setLocale: (chat, locale) => set(chat, 'locale', locale),
    async pauses(chat) {
      const [here, everywhere] = await redis.smismember(keys.paused, chat, 'all');
      return { here: here === 1, everywhere: everywhere === 1 };
    },
    async setPaused(chat, paused) {
      await (paused ? redis.sadd(keys.paused, chat) : redis.srem(keys.paused, chat));
    },
    async move(from, to) {
      if ((await redis.exists(keys.chat(from))) === 1) await redis.renamenx(keys.chat(from), keys.chat(to));
      if ((await redis.sismember(keys.paused, from)) === 0) return;
      await redis.sadd(keys.paused, to);
      await redis.srem(keys.paused, from);
    },
  };
}

/** What a chat's hash says, its fields in the order of `chatFields`; what is `null` or missing is not set. */
export function readChatSettings(values: readonly (string | null)[]): ChatSettings {
  const [persona, parameters, model, functions, locale] = values;
  return {
    ...(typeof persona === 'string' ? { persona } : {}),
    parameters: parameters ? (JSON.parse(parameters) as ModelParameters) : {},
    ...(model ? { model } : {}),
    ...(functions === 'off' ? { functions } : {}),
    ...(isLocale(locale) ? { locale } : {}),
  };
}

/**
 * The parameters of one call: the chat's own before the defaults. `temperature` and `top_p` exclude each other
 * (the vendor: set only one), so a chat that has one of them takes neither from the defaults.
 */
export function parametersFor(defaults: ModelParameters, chat: ModelParameters): ModelParameters {
  if (chat.temperature === undefined && chat.topP === undefined) return { ...defaults, ...chat };
  const { temperature: _, topP: __, ...others } = defaults;
  return { ...others, ...chat };
}
