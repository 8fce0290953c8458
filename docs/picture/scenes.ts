import { en } from '../../demo/words/en.ts';
import type { Words } from '../../demo/words/index.ts';
import { zhCN } from '../../demo/words/zh-cn.ts';

/** What is played, and what is written around it. */
export interface Scene {
  /** In `docs/`. */
  readonly file: string;
  readonly words: Words;
  readonly botName: string;
  readonly question: string;
  /** What the simulated model answers, in Markdown; everything else in the picture happens. */
  readonly answer: string;
  /** Killed a moment after people have read this. */
  readonly killedAt: string;
  /** Describes the picture to whom cannot see it. */
  readonly description: string;
  readonly subtitle: string;
  readonly captions: {
    readonly asked: string;
    answering(pid: number): string;
    killed(pid: number): string;
    takenOver(pid: number, seconds: string): string;
    settled(seconds: string): string;
  };
}

/** For README.md. */
export const sceneEn: Scene = {
  file: 'demo.svg',
  words: en,
  botName: 'Yanqiao',
  question: 'What if you are killed while you answer?',
  answer: [
    'You still get your answer, in this very message. **Everything that matters is in Redis:** the question, its place in line, and which message of the chat is being written.',
    '1. Another process notices that I am gone. Nobody has to restart anything.\n2. It takes the turn over. My late writes are refused from then on.\n3. It asks the model again. What you have read stays until there is more.',
    'Other mishaps end no worse:',
    '```\nkill -9 the worker      → this message goes on\nrestart Redis           → your question still waits\ndeliver a message twice → one answer\n```',
    'And when the model is busy, I wait and try again. Ask on!',
  ].join('\n\n'),
  killedAt: 'Nobody has to',
  description:
    'A chat in which the bot’s answer grows in one message; its process is killed, and another process finishes the same message.',
  subtitle: 'bot',
  captions: {
    asked: 'asked',
    answering: pid => `process ${pid} answers`,
    killed: pid => `kill -9 ${pid}`,
    takenOver: (pid, seconds) => `process ${pid} takes over, ${seconds} s later; the same message`,
    settled: seconds => `answered, once, ${seconds} s after the question`,
  },
};

/** For README.zh-CN.md. */
export const sceneZhCN: Scene = {
  file: 'demo.zh-CN.svg',
  words: zhCN,
  botName: '言桥',
  question: '回答写到一半，进程被杀掉了怎么办？',
  answer: [
    '照样写完，还是在这条消息里。**要紧的都记在 Redis 里：**问题是什么，排在第几个，正在写的是哪一条消息。',
    '1. 另一个进程会发现我不在了。不用谁去重启。\n2. 它接过这个问题。从这一刻起，我迟到的写入一律作废。\n3. 它重新请文心回答。你读到的文字一直留着，直到新的更长。',
    '别的意外也一样：',
    '```\nkill -9 工作进程 → 这条消息接着写\n重启 Redis       → 问题不丢，也不问两遍\n消息重复送达     → 只答一次\n```',
    '文心说“调用太频繁”的时候，我会排队，自动重试。接着问吧！',
  ].join('\n\n'),
  killedAt: '不用谁去重启',
  description: '聊天里，回答在一条消息里越写越长；进程被杀掉，另一个进程在同一条消息里写完。',
  subtitle: '机器人',
  captions: {
    asked: '提问',
    answering: pid => `进程 ${pid} 开始回答`,
    killed: pid => `kill -9 ${pid}`,
    takenOver: (pid, seconds) => `${seconds} 秒后，进程 ${pid} 接手，还是同一条消息`,
    settled: seconds => `答完，只答一次；离提问 ${seconds} 秒`,
  },
};
