import { createHash, randomUUID } from 'node:crypto';

/** An id as the vendor forms them; never used before, also not before a restart. */
export const newId = (prefix = ''): string => prefix + randomUUID().replaceAll('-', '');

/** An id with the characters that must not go into a URL as they are. */
export const newOddId = (prefix: string): string => `${newId(prefix)}/+=`;

/** The organisation that everybody but outsiders belongs to. */
export const corpId = 'dingsimulated';

/** The app by which the bot comes into groups that have it as a cool app. */
export const coolAppCode = 'COOLAPP-1-simulated';

const digest = (text: string): string => createHash('sha256').update(text).digest('base64').slice(0, 20);

/** The encrypted id by which the bot knows a person in messages, the same for the same person. */
export const encryptedId = (who: string): string => `$:LWCP_v1:$${digest(who)}`;

/** The conversation of a person with the bot. */
export const directId = (senderId: string): string => `cid${digest(senderId)}==`;
