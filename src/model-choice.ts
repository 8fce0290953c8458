/** Which model answers: a provider's usual one, or one by its name. */
export interface ModelChoice {
  readonly provider: string;
  /** Absent: the one that the settings choose. */
  readonly model?: string;
}

/** A provider that has credentials, and the model that the settings choose of it. */
export interface ConfiguredModel {
  readonly provider: string;
  readonly usual: string;
}

/** Reads `provider` or `provider/model`; a model's own name may hold a slash. */
export function readChoice(choice: string): ModelChoice {
  const slash = choice.indexOf('/');
  if (slash < 0) return { provider: choice };
  const model = choice.slice(slash + 1);
  return { provider: choice.slice(0, slash), ...(model === '' ? {} : { model }) };
}

/**
 * The model that answers where this was chosen, `provider/model`; undefined where its provider is not configured: the
 * default answers there.
 */
export function chosenModel(
  configured: readonly ConfiguredModel[],
  choice: string | undefined,
): string | undefined {
  if (choice === undefined) return undefined;
  const { provider, model } = readChoice(choice);
  const found = configured.find(each => each.provider === provider);
  return found && `${provider}/${model ?? found.usual}`;
}
