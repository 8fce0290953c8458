/** Work that is under way, for who must let it end before he stops. */
export interface InHand {
  /** Remembers work until it is done. @returns the same work */
  during<T>(work: Promise<T>): Promise<T>;
  /** Resolves once all of it is done, also what began meanwhile, however it ended. */
  done(): Promise<void>;
}

export function openInHand(): InHand {
  const inHand = new Set<Promise<unknown>>();
  return {
    during(work) {
      inHand.add(work);
      const forget = () => inHand.delete(work);
      work.then(forget, forget);
      return work;
    },
    async done() {
      while (inHand.size > 0) await Promise.allSettled(inHand);
    },
  };
}
