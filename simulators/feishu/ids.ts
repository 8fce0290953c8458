import { randomUUID } from 'node:crypto';

/** An id as the vendor forms them, such as `om_` and 32 hexadecimal digits; never used before, also not before a restart. */
export const newId = (prefix: string): string => prefix + randomUUID().replaceAll('-', '');

/** The tenant that everybody belongs to. */
export const tenantKey = 'simulated';

/** Somebody by each of the ids that the vendor knows people by. */
export const idsOf = (openId: string) => {
  const rest = openId.slice('ou_'.length);
  return { open_id: openId, union_id: `on_${rest}`, user_id: rest };
};
