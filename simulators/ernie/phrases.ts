/** What an answer is put together from. */
export interface Phrases {
  /** Between two sentences. */
  readonly gap: string;
  readonly notice: string;
  readonly goOn: string;
  /** What a reasoning model thinks. */
  readonly thinking: string;
  result(content: string): string;
  asked(question: string): string;
  askedBefore(question: string): string;
  seen(messages: number): string;
  persona(system: string): string;
  characters(count: number): string;
  tokens(count: number): string;
  table(messages: number, tokens: number): string;
}

/** For questions with Han characters. */
const chinese: Phrases = {
  gap: '',
  notice: '**重要：**我是模拟的文心，回答只由问题推算而来。下面是我数出来的：',
  goOn: '还想知道什么？请接着说！',
  thinking: '先看清问题。再想想怎么说。',
  result: content => `查询结果：${content}`,
  asked: question => `你说的是“${question}”。`,
  askedBefore: question => `上一句你说的是“${question}”。`,
  seen: messages => `我一共看到 ${messages} 条消息，其中 ${messages - 1} 条是之前的对话。`,
  persona: system => `我的人设是“${system}”。`,
  characters: count => `字数：${count}`,
  tokens: count => `估计词元：${count}`,
  table: (messages, tokens) => `| 项目 | 数值 |\n| --- | --- |\n| 消息 | ${messages} |\n| 词元 | ${tokens} |`,
};

/** For all other questions. */
const english: Phrases = {
  gap: ' ',
  notice: '**Note:** I am a simulated ERNIE, and my answer is derived from the question alone. I counted:',
  goOn: 'What else would you like to know?',
  thinking: 'What was asked? How is it best said?',
  result: content => `Result: ${content}`,
  asked: question => `You said “${question}”.`,
  askedBefore: question => `Before that you said “${question}”.`,
  seen: messages => `Messages seen: ${messages}, from before: ${messages - 1}.`,
  persona: system => `My persona is “${system}”.`,
  characters: count => `characters: ${count}`,
  tokens: count => `tokens, estimated: ${count}`,
  table: (messages, tokens) =>
    `| item | value |\n| --- | --- |\n| messages | ${messages} |\n| tokens | ${tokens} |`,
};

/** What an answer to this question is put together from. */
export function phrasesFor(question: string): Phrases {
  return /\p{Script=Han}/u.test(question) ? chinese : english;
}
