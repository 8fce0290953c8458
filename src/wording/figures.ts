import { hiddenSigns } from './hidden-signs.ts';

/** `1,234,567`: the same in both languages. */
export function count(number: number): string {
  return number.toLocaleString('en-US');
}

/** `¥1.25`, and `¥0.0123` of small change. @param micro millionths of a yuan */
export function yuan(micro: number): string {
  const amount = micro / 1_000_000;
  return `¥${amount.toFixed(amount > 0 && amount < 0.1 ? 4 : 2)}`;
}

/** The first words of a foreign text, on one line, without formatting. */
export function beginning(text: string, length: number): string {
  const characters = [...text.replaceAll(hiddenSigns, '').replaceAll(/\s+/g, ' ').trim()];
  const shown = characters.length <= length ? characters : [...characters.slice(0, length - 1), '…'];
  return shown.join('').replaceAll(/[\\`*_[\]<>~|#]/g, '\\$&');
}
