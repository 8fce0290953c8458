import { keep, kept } from './kept.ts';

export type Theme = 'light' | 'dark';

const dark = matchMedia('(prefers-color-scheme: dark)');

/** What was chosen; else what the system wants. */
export function theme(): Theme {
  const chosen = kept('theme');
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return dark.matches ? 'dark' : 'light';
}

export function applyTheme(): void {
  document.documentElement.dataset['theme'] = theme();
}

/** Each tells when the colours have changed: what is drawn, and not styled, must be drawn anew. */
export const themeChanges = new EventTarget();

export function switchTheme(): void {
  keep('theme', theme() === 'dark' ? 'light' : 'dark');
  applyTheme();
  themeChanges.dispatchEvent(new Event('change'));
}

dark.addEventListener('change', () => {
  applyTheme();
  themeChanges.dispatchEvent(new Event('change'));
});
