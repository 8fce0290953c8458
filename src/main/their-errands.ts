import type { Errand } from '../errand.ts';
import type { Forgotten } from '../people/forgotten.ts';

/** What was made of what others remember, or of the log, waits to be sent, and may hold what went: how it is made again. */
export function madeAnew(errand: Errand, { platform }: Forgotten): Errand | undefined {
  if (errand.kind === 'command' || errand.kind === 'forget') return undefined;
  return errand.platform === platform ? errand.madeBy : undefined;
}

/** Whether an errand is something that the person asked for, or that is said to them. */
export function isErrandFor(errand: Errand, who: Forgotten, directs: ReadonlySet<string>): boolean {
  if (errand.kind === 'command') {
    const { message } = errand;
    return (
      message.platform === who.platform && message.sender.id === who.personId && message.sentAt <= who.until
    );
  }
  if (errand.kind === 'forget' || errand.platform !== who.platform) return false;
  const { asker, chat } = errand.target;
  return asker?.id === who.personId || directs.has(`${errand.platform}:${chat.id}`);
}
