/** Colours and fonts, by day and by night. */
export const look = `svg { --window: #eef1f4; --line: #d8dee4; --bubble: #ffffff; --asked: #d5f0dc; --ink: #1b1f24; --faint: #67717c; --accent: #2878c8; --alarm: #c4302b; --code: #f0f3f6; }
@media (prefers-color-scheme: dark) { svg { --window: #14191f; --line: #2a323b; --bubble: #222a33; --asked: #1f4b38; --ink: #e6e9ec; --faint: #8d98a4; --accent: #62aef0; --alarm: #ff7b72; --code: #1a2129; } }
text { font-family: -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; fill: var(--ink); font-size: 16px; }
.window { fill: var(--window); stroke: var(--line); }
.rule { stroke: var(--line); }
.avatar { fill: var(--accent); }
.avatar-text { fill: #ffffff; font-weight: 600; font-size: 18px; }
.name { font-weight: 600; }
.subtitle { fill: var(--faint); font-size: 13px; }
.bubble { fill: var(--bubble); }
.asked-bubble { fill: var(--asked); }
.bold { font-weight: 700; }
.italic { font-style: italic; fill: var(--faint); }
.code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; font-size: 14px; }
.code-back { fill: var(--code); }
.button { fill: var(--bubble); stroke: var(--line); }
.button-text { fill: var(--accent); font-size: 14px; }
.caption { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", monospace; font-size: 14px; fill: var(--faint); }
.killed { fill: var(--alarm); font-weight: 700; }
.taken-over, .settled { fill: var(--accent); }
.frame { opacity: 0; animation-timing-function: step-end; animation-iteration-count: infinite; }
.last { opacity: 1; }
`;

/** Shows a frame in its time, and hides it in the rest; who wants no motion sees the last ones. @param endsAt how long the whole picture takes, ms */
export function frameStyle(
  index: number,
  { from, until }: { readonly from: number; readonly until: number },
  endsAt: number,
): string {
  const share = (ms: number) => `${((100 * ms) / endsAt).toFixed(2)}%`;
  const hidden = from > 0 ? '0% { opacity: 0 } ' : '';
  const over = until < endsAt ? ` ${share(until)}, 100% { opacity: 0 }` : ' 100% { opacity: 1 }';
  return `@keyframes f${index} { ${hidden}${share(from)} { opacity: 1 }${over} }
@media (prefers-reduced-motion: no-preference) { .f${index} { animation-name: f${index}; animation-duration: ${(endsAt / 1000).toFixed(2)}s; } }`;
}
