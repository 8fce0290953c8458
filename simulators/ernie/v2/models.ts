import { refuseV2 } from './refuse.ts';

/** Which models there are, by name. */
export interface Models {
  readonly served: readonly string[];
  /** Those that were taken off. */
  readonly offline: readonly string[];
  /** Those that think before each answer. */
  readonly reasoning: readonly string[];
}

/** What is served unless told otherwise. */
export const defaultModels: Models = {
  served: ['ernie-5.1', 'ernie-5.5-flash-preview', 'ernie-4.5-turbo-32k', 'ernie-x1.1-preview'],
  offline: ['ernie-5.0', 'ernie-4.5-turbo-128k'],
  reasoning: ['ernie-x1.1-preview'],
};

/** The name of a model that may be called; throws a `Refusal` for any other. */
export function readModel(value: unknown, models: Models): string {
  if (typeof value !== 'string' || value === '') throw refuseV2('invalid_model', 'model is empty', 400);
  if (models.offline.includes(value)) throw refuseV2('model_offline', `the model ${value} is offline`);
  if (!models.served.includes(value) && !models.reasoning.includes(value)) {
    throw refuseV2('invalid_model', `no permission to use the model ${value}`);
  }
  return value;
}

/** The context of a model, in tokens: what its name tells, else that of `ernie-5.1`. */
export function contextTokensOf(model: string): number {
  const told = /-(\d+)k\b/.exec(model)?.[1];
  if (told) return Number(told) * 1000;
  return model === 'ernie-5.5-flash-preview' ? 1_000_000 : 128_000;
}
