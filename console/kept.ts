/** What this browser remembers of a person's choices; where it may not remember, nothing is. */
export function kept(name: string): string | undefined {
  try {
    return localStorage.getItem(`yanqiao.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`yanqiao.${name}`, value);
  } catch {
    // A browser that keeps nothing: the choice lasts as long as the page.
  }
}
