/** Text as Markdown code on one line: nothing in it is formatted, and a tap copies it on most platforms. */
export function codeSpan(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll(/\s+/g, ' ')}\``;
}
