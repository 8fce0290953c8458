import { accountState } from '../generation/permits/account-state.ts';
import { configuredProviders } from '../generation/registry.ts';
import type { AccountState } from '../wording/index.ts';
import type { Foundation } from './house.ts';

/** What the account of every configured provider bears now, over all processes. */
export function readAccounts({
  settings,
  store,
}: Pick<Foundation, 'settings' | 'store'>): Promise<AccountState[]> {
  const { hasty: redis, keys } = store;
  return Promise.all(
    configuredProviders(settings).map(provider => accountState(redis, keys, provider, settings.MODEL_QPS)),
  );
}
