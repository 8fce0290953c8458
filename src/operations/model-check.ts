import { ModelFailure, type ModelFailureKind } from '../errors.ts';
import type { Finding } from '../platform.ts';

const checkKeys = 'check ERNIE_API_KEY and ERNIE_SECRET_KEY, or QIANFAN_API_KEY';
const checkNames = 'check the name of the model, its base URL and SYSTEM_PROMPT';
const tryLater = 'try again in a while';
const checkNetwork = 'check the network, and the base URL of the model';

/** What to do about a kind, where the vendor's own table knows nothing better. */
const remedies = {
  unavailable: tryLater,
  rate: `lower MODEL_QPS to what the account may do; ${tryLater}`,
  'minute-rate': `set MODEL_RPM and MODEL_TPM to what the account may do; ${tryLater}`,
  broken: checkNetwork,
  silent: checkNetwork,
  outage: tryLater,
  token: checkKeys,
  credentials: checkKeys,
  permission: "enable this model's interface for the application in Baidu's cloud console",
  quota: "top up, or enable billing, in Baidu's cloud console",
  configuration: checkNames,
  history: checkNames,
  'too-long': 'shorten SYSTEM_PROMPT',
  unsafe: 'reword SYSTEM_PROMPT',
  request: checkNames,
} as const satisfies Record<ModelFailureKind, string>;

/**
 * What one short question to the model taught us.
 * @param ask rejects where it was not answered
 * @param signal ends the patience with it
 */
export async function examineModel(
  name: string,
  ask: (signal: AbortSignal) => Promise<unknown>,
  signal: AbortSignal,
): Promise<Finding> {
  try {
    await ask(signal);
    return { level: 'good', what: `${name} answers` };
  } catch (error) {
    if (signal.aborted)
      return { level: 'bad', what: `${name} does not answer: nothing came in time`, remedy: checkNetwork };
    if (!(error instanceof ModelFailure)) throw error;
    return {
      level: 'bad',
      what: `${name} does not answer: ${error.what}`,
      remedy: error.advice?.replace(/\.$/, '') ?? remedies[error.kind],
    };
  }
}
