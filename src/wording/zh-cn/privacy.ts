import type { ExportWording, ForgetMeWording } from '../privacy-wording.ts';

export const zhCNExport: ExportWording = {
  empty: '没有可以导出的内容：这里还没有记住任何对话。',
  title: '对话记录',
  about: (chat, when, zone, rounds) => `${chat} · ${when}（${zone}）· 共 ${rounds} 轮`,
  bot: '言桥（文心）',
};

export const zhCNForgetMe: ForgetMeWording = {
  warning: [
    '这一步不能撤销。我会在所有聊天里忘掉：',
    [
      '- 你的问题和我给你的回答，群里的也算，还有别人引用它们的地方',
      '- 你还在等待、或正在回答的问题',
      '- 你和我私聊的设置',
      '- 你的用量，以及单独为你设的规则和配额',
      '- 管理记录里你的名字',
    ].join('\n'),
    '别人说的话和群的设置会留下；封禁也会留下，但不含你的编号。你屏幕上的消息我无法替你删除。',
    '确定的话，请发送 `/forget-me 确认`。想先留一份对话，可以先发送 /export。',
  ].join('\n\n'),
  done: '已经忘掉你了。从现在起你发来的内容，我会当作一个新朋友来记。',
  anonymous: '你正以整个群的名义发言，我分不清哪些话是你的。请用自己的身份发送，或者私聊我。',
};
