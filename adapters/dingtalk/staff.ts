/**
 * Whether this is the id of a member of the organisation: whoever is outside has an encrypted one only, to which
 * DingTalk delivers neither cards nor a robot's message.
 */
export const isStaff = (personId: string): boolean => !personId.startsWith('$:');
