import type { Words } from './words.ts';

/** Simplified Chinese. */
export const zhCN: Words = {
  locale: 'zh-CN',
  usage: `用法：npm run demo                  在终端里对话；没有终端时，自动演一小段
      npm run demo -- --ask "问题"  问一句，答一句
      npm run demo -- --real        用真的模型，密钥取自环境变量和 .env；要有终端，或加 --ask`,
  starting: '正在启动 Redis、模拟器和机器人…',
  intro: {
    simulated: '言桥：真的机器人，一头是模拟的 Telegram，一头是模拟的文心。不要账号，不要密钥。',
    real: '言桥：真的机器人，真的模型，只有 Telegram 是模拟的。',
    hints: '随便问 · /help · “@ 问题”在群里问 · Ctrl-S 或 /stop 停止回答 · /quit 或 Ctrl-C 离开',
    console: '浏览器里也能聊，有总览，有制造故障的按钮：',
  },
  marks: { person: '你   ', bot: '言桥 ' },
  personName: '小林',
  groupTitle: '造桥群',
  stopHint: '[ Ctrl-S：停止 ]',
  nothingToStop: '现在没有正在写的回答。',
  buttonIgnored: '机器人没有理会按钮。',
  leaving: '正在离开…',
  state: (seconds, characters) => `${seconds} 秒，${characters} 字：`,

  questions: {
    direct: '什么是言语之桥？',
    called: expression => `${expression} 是多少？`,
    chatter: '十二点去吃饭吗？',
    group: '第一座桥是谁造的？',
    refused: '你在吗？',
    long: '请数到40',
  },
  steps: {
    direct: {
      tried: '私聊在一条不断变长的消息里得到回答',
      done: (question, states, seconds) =>
        `“${question}”在一条消息里得到回答，${seconds} 秒里变长，共 ${states} 个样子`,
    },
    called: {
      tried: '模型要用的函数会被执行，回答接着用它的结果',
      done: (name, result) => `文心要用函数 ${name}，机器人算好后交给它，一条消息里就有了回答：${result}`,
    },
    group: {
      tried: '群里只回答提到机器人的消息',
      done: question => `群里的闲聊没有理会，“${question}”得到了回答，回复的正是这条消息`,
    },
    command: {
      tried: '命令马上有回音',
      done: (lines, ms) => `/help 在 ${ms} 毫秒里有了回音，共 ${lines} 行`,
    },
    refused: {
      tried: '被拒绝的调用在同一条消息里重试',
      done: attempts => `文心拒绝了一次调用（错误码 18），已自动重试：共 ${attempts} 次，一条消息，一个回答`,
    },
    killed: {
      tried: '写到一半的进程被杀掉，另一个在同一条消息里接着写完',
      done: (pid, seen, heir, seconds) =>
        `进程 ${pid} 写到“…${seen}”时被杀掉（kill -9），进程 ${heir} 在 ${seconds} 秒后写完了同一条消息，完整，没有重复`,
    },
    leaving: {
      tried: '机器人按要求有序退出',
      done: () => '机器人按要求有序退出，退出码 0',
    },
  },
  allRight: (count, seconds) => `${count} 件事都对，共 ${seconds} 秒。`,
  someWrong: (wrong, count) => `${count} 件事里有 ${wrong} 件不对。`,
};
