/** The first of the wanted languages that we speak; English where none is, for those who do not read Chinese. */
export function wantedLanguage(wanted: readonly string[]): 'zh-CN' | 'en' {
  for (const each of wanted) {
    if (/^zh\b/i.test(each)) return 'zh-CN';
    if (/^en\b/i.test(each)) return 'en';
  }
  return wanted.length > 0 ? 'en' : 'zh-CN';
}
