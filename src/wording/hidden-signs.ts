/**
 * Signs that nobody sees and that change how the text behind them is read: control characters other than white space,
 * and what turns the order of writing around. What joins letters and emoji is none.
 */
export const hiddenSigns = /[^\P{Cc}\s]|[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;
