/** Ids of what is said. Who sends the same again, since nobody told them that it arrived, says it once. */
export interface Sayings {
  /** The same one for the same saying, until that has been accepted or something else is said. */
  idOf(saying: object): string;
  accepted(): void;
}

export function openSayings(makeId: () => string): Sayings {
  let last: { readonly words: string; readonly id: string } | undefined;
  return {
    idOf(saying) {
      const words = JSON.stringify(saying);
      if (last?.words !== words) last = { words, id: makeId() };
      return last.id;
    },
    accepted() {
      last = undefined;
    },
  };
}

/** Also where the page did not come by https, and `randomUUID` is not there. */
export const newId = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
