/** Whether a person asks for the default again. */
export function isClear(text: string): boolean {
  return /^(clear|default|清除|默认)$/i.test(text);
}
