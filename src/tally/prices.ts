import type { Usage } from '../model.ts';

/** Yuan for 1,000 tokens. */
export interface Price {
  /** Of what the model is sent. */
  readonly in: number;
  /** Of what it writes. */
  readonly out: number;
}

/** By the model's name, `qianfan/ernie-5.1`. */
export type Prices = ReadonlyMap<string, Price>;

/** What tokens cost, in millionths of a yuan: whole numbers add up without errors. */
export function microYuanOf({ promptTokens, completionTokens }: Usage, price: Price): number {
  return Math.round(1000 * (promptTokens * price.in + completionTokens * price.out));
}

const entryForm = /^(([a-z]+)\/[^\s,=]+)=(\d+(?:\.\d+)?)(?:\/(\d+(?:\.\d+)?))?$/;

/**
 * Reads `qianfan/ernie-5.1=0.004/0.018,ernie/completions_pro=0.12`; one price counts for both directions.
 * @param providers whose models have prices. @returns undefined where it is something else
 */
export function parsePrices(text: string, providers: readonly string[]): Prices | undefined {
  const prices = new Map<string, Price>();
  for (const entry of text.split(',').map(part => part.trim())) {
    if (entry === '') continue;
    const [, model, provider = '', paidIn, paidOut = paidIn] = entryForm.exec(entry) ?? [];
    if (model === undefined || !providers.includes(provider) || prices.has(model)) return undefined;
    prices.set(model, { in: Number(paidIn), out: Number(paidOut) });
  }
  return prices;
}
