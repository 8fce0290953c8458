import { codeSpan } from '../code-span.ts';
import type { CommandWording, OfferedFunction } from '../command-wording.ts';
import { beginning } from '../figures.ts';
import { zhCNDoors } from './doors.ts';
import { zhCNOverview } from './overview.ts';
import { zhCNExport, zhCNForgetMe } from './privacy.ts';
import { zhCNQuota } from './quota.ts';
import { zhCNUsage } from './usage.ts';

const about: CommandWording['about'] = {
  start: '我是谁，会记住什么、记多久',
  help: '有哪些命令',
  new: '忘掉之前的对话，重新开始',
  stop: '停止正在写的回答，或撤回还没回答的问题',
  retry: '重新回答上一个问题',
  whoami: '你的编号和权限',
  usage: '你和这里的用量',
  export: '把这里的对话导出成 Markdown',
  'forget-me': '在所有聊天里忘掉关于我的一切（/forget-me 确认）',
  persona: '查看或设置这里的人设（/persona 文字，/persona clear）',
  params: '查看或设置这里的模型参数（/params temperature 0.7）',
  model: '查看或更换这里的模型（/model qianfan，/model default）',
  functions: '查看、关闭或打开这里的函数（/functions off，/functions on）',
  language: '查看或更换我在这里说的语言（/language en，/language default）',
  pause: '暂停这里的回答；/pause all 暂停全部',
  resume: '恢复这里的回答；/resume all 恢复全部',
  queue: '谁在排队、等了多久，哪些回答正在写',
  audit: '管理员做过什么、谁被拒绝过（/audit 50，/audit @某人，/audit export）',
  stats: '今天的消息、失败和速度，各个模型的用量和现在的限速',
  allow: '允许某人或某个群使用机器人（/allow @某人，/allow here）',
  deny: '不再允许某人或某个群使用机器人（/deny @某人，/deny here）',
  ban: '封禁某人或某个群，可以写时长和原因（/ban @某人 2h 刷屏）',
  unban: '解除封禁（/unban @某人）',
  quota: '查看或设置配额（/quota @某人 20 条 小时，/quota 每人 50 条 天）',
};

const who = { member: '所有人', 'chat-admin': '群管理员', admin: '机器人管理员' } as const;

/** The greatest unit that the time fills: a life of 36 hours is told as 36 hours. */
function duration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes % 1440 === 0) return `${minutes / 1440} 天`;
  return minutes % 60 === 0 ? `${minutes / 60} 小时` : `${minutes} 分钟`;
}

const listed = (functions: readonly OfferedFunction[]) =>
  functions
    .map(
      ({ name, description, fits }) =>
        `- ${codeSpan(name)}：${beginning(description, 40)}${fits ? '' : '（这里的模型放不下，没有交给它）'}`,
    )
    .join('\n');
const noFunctions = '还没有配置任何函数，见 docs/functions.zh-CN.md。';

const ranges = {
  temperature: '大于 0、不超过 1 的数',
  top_p: '0 到 1 之间的数',
  penalty_score: '1 到 2 之间的数',
} as const;

/** What commands say in simplified Chinese. */
export const zhCNCommands: CommandWording = {
  about,
  unknown: '没有这个命令。发送 /help 看看我会做什么。',
  refused: role => `这个命令只有${who[role]}可以使用。发送 /whoami 查看你的权限。`,

  help: {
    intro: '直接发消息就能提问；在群里请 @ 我，或回复我的消息。',
    heading: { member: '大家都能用', 'chat-admin': '管理这里的人还能用', admin: '机器人管理员还能用' },
    line: (name, aliases) => `- /${name}${aliases.map(alias => ` /${alias}`).join('')}：${about[name]}`,
  },
  start: memoryMs =>
    [
      '你好，我是**言桥**，把百度文心（ERNIE）请到聊天里的机器人。直接发消息就能提问；在群里请 @ 我，或回复我的消息。',
      `我会记住这里的对话，好接着往下聊；最后一条消息过后 ${duration(memoryMs)}，这段对话会自动删除，发送 /new 可以马上忘掉；发送 /forget-me，所有聊天里关于你的内容都会删除。问题和对话会发给文心来回答，不会发到别处。用量只记数字，不记内容，保留 90 天。`,
      '发送 /help 看看我会做什么。',
    ].join('\n\n'),
  forgotten: '好，之前的对话已经忘掉了。现在可以开始新的话题；已经在排队的问题仍会按原来的对话回答。',
  stop: {
    stopped: '已停止。',
    withdrawn: '已撤回，这个问题不会再回答。',
    'not-yours': '只有提问的人或管理员可以停止它。',
    nothing: '现在没有正在写的回答，也没有在等待的问题。',
  },
  whoami: (person, chat, role) =>
    [
      `- 你：${codeSpan(person)}（可写进 ADMINS 或 ALLOWED_USERS）`,
      `- 这里：${codeSpan(chat)}（可写进 ALLOWED_CHATS）`,
      `- 你在这里的权限：${{ member: '普通成员', 'chat-admin': '可以管理这里', admin: '机器人管理员' }[role]}`,
    ].join('\n'),
  ...zhCNUsage,
  overview: zhCNOverview,

  pause: {
    here: '这里已暂停回答。发送 /resume 恢复。',
    everywhere: '所有聊天都已暂停回答。发送 /resume all 恢复。',
    how: '发送 /pause 暂停这里，或 /pause all 暂停所有聊天。',
  },
  resume: {
    here: '这里已恢复回答。',
    everywhere: '已恢复回答；单独暂停过的聊天仍然暂停，要在那里发送 /resume。',
    stillEverywhere: '这里的暂停已解除，但所有聊天仍在暂停中。发送 /resume all 全部恢复。',
    how: '发送 /resume 恢复这里，或 /resume all 恢复所有聊天。',
  },
  persona: {
    shown: text => `这里的人设：\n\n${text}\n\n发送 /persona clear 可以恢复默认。`,
    none: '这里用的是默认人设。发送“/persona 文字”可以另设，例如：/persona 你是一位耐心的语文老师。',
    set: '人设已保存，从下一个问题开始生效。',
    cleared: '人设已恢复默认，从下一个问题开始生效。',
    tooLong: (length, limit) => `人设太长了：${length} 个字符，最多 ${limit} 个。`,
  },
  params: {
    shown: ({ temperature, topP, penaltyScore }) =>
      [
        '这里的模型参数：',
        `- temperature：${temperature ?? '默认'}`,
        `- top_p：${topP ?? '默认'}`,
        `- penalty_score：${penaltyScore ?? '默认'}`,
      ].join('\n'),
    set: (name, value, instead) =>
      `${name} 已设为 ${value}，从下一个问题开始生效。${instead ? `它和 ${instead} 只能设一个，${instead} 已恢复默认。` : ''}`,
    cleared: name => `${name ?? '模型参数'} 已恢复默认，从下一个问题开始生效。`,
    how: [
      '可以这样用：',
      `- /params temperature 0.7：越大越随机，${ranges.temperature}`,
      `- /params top_p 0.8：越大越多样，${ranges.top_p}；与 temperature 只能设一个`,
      `- /params penalty_score 1.2：越大越少重复，${ranges.penalty_score}`,
      '- /params temperature clear：恢复一项默认值',
      '- /params clear：全部恢复默认值',
    ].join('\n'),
    outOfRange: name => `${name} 要写${ranges[name]}。`,
  },
  model: {
    shown: ({ answers, isDefault, lost }) =>
      lost === undefined
        ? `这里用的是 ${codeSpan(answers)}${isDefault ? '（默认）' : ''}。`
        : `这里选了 ${codeSpan(lost)}，但它没有配置，先由默认的 ${codeSpan(answers)} 回答。`,
    set: (model, named) =>
      `从下一个问题开始由 ${codeSpan(model)} 回答。${named ? '如果平台没有这个模型，提问时会说明。' : ''}发送 /model default 恢复默认。`,
    cleared: model => `已恢复默认，从下一个问题开始由 ${codeSpan(model)} 回答。`,
    notConfigured: provider => `没有配置名为 ${codeSpan(provider)} 的平台。`,
    how: models => {
      const [first] = models;
      return [
        '可以发送：',
        ...models.map(
          ({ provider, usual }) => `- /model ${provider}：用 ${codeSpan(`${provider}/${usual}`)}`,
        ),
        ...(first ? [`- /model ${first.provider}/模型名：用它的另一个模型`] : []),
        '- /model default：恢复默认',
      ].join('\n');
    },
  },
  functions: {
    shown: (functions, on) =>
      functions.length === 0
        ? noFunctions
        : `${on ? '模型在这里可以调用：' : '这里的函数已关闭。打开后模型可以调用：'}\n${listed(functions)}`,
    on: functions =>
      functions.length === 0
        ? `已打开。${noFunctions}`
        : `已打开，从下一个问题开始模型可以调用：\n${listed(functions)}`,
    off: '已关闭，从下一个问题开始模型在这里不再调用函数。发送 /functions on 打开。',
    how: '发送 /functions off 关闭这里的函数，/functions on 打开。',
  },
  language: {
    shown: isDefault => `我在这里说中文${isDefault ? '（默认）' : ''}。`,
    set: '从现在起我在这里说中文。模型的回答仍随提问的语言。',
    cleared: '已恢复默认，我在这里说中文。',
    how: languages =>
      [
        '可以发送：',
        ...languages.map(({ locale, name }) => `- /language ${locale}：${name}`),
        '- /language default：恢复默认',
      ].join('\n'),
  },
  export: zhCNExport,
  forgetMe: zhCNForgetMe,
  doors: zhCNDoors,
  quota: zhCNQuota,
};
