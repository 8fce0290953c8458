import { codeSpan } from './code-span.ts';
import { beginning } from './figures.ts';
import type { Wording } from './wording.ts';
import { zhCNCommands } from './zh-cn/commands.ts';
import { zhCNOverQuota } from './zh-cn/quota.ts';

/** Without an admin nobody can send the command. */
const letIn = (ownerless: boolean, subject: string) =>
  ownerless ? '' : `发送 ${codeSpan(`/allow ${subject}`)}，或`;

/** Simplified Chinese. */
export const zhCN: Wording = {
  languageName: '简体中文',

  failure: {
    unavailable: '文心的服务暂时不可用，自动重试了几次都没有成功。请过几分钟发送 /retry 再试。',
    rate: '现在提问的人太多，自动重试了几次都没轮到。请稍等片刻，发送 /retry 再试。',
    'minute-rate': '这一分钟的调用额度用完了。请过一两分钟发送 /retry 再试。',
    broken: '与文心的连接中断了，自动重试也没有成功。请稍后发送 /retry 再试。',
    silent: '文心很久没有回应，这次没等到回答。请稍后发送 /retry 再试。',
    outage: '文心的服务中断了，一直没有恢复。机器人会自己继续试探，请过几分钟发送 /retry 再试。',
    token: '机器人没能登录文心，要请管理员处理。处理好以后，发送 /retry 即可。',
    credentials: '机器人的文心密钥不对，要请管理员处理。处理好以后，发送 /retry 即可。',
    permission: '机器人的文心账号没有开通这个模型，要请管理员处理。处理好以后，发送 /retry 即可。',
    quota: '文心的额度用完了，要请管理员充值或开通。处理好以后，发送 /retry 即可。',
    configuration: '机器人的设置有误，文心没有接受，要请管理员处理。处理好以后，发送 /retry 即可。',
    history: '文心没能读懂之前的对话。请发送 /new 开始新对话，再问一次。',
    'too-long': '问题和之前的对话合起来太长了。请缩短问题，或发送 /new 开始新对话再问。',
    unsafe: '这个问题没有通过内容审核，文心没有回答。请换个说法或换个话题。',
    request: '文心没有接受这次提问，问题出在机器人这边。请换个说法再问；如果总是这样，请告诉管理员。',
  },

  thinking: '正在思考…',
  waiting: place => (place <= 1 ? '排队中，马上轮到你…' : `排队中，前面还有 ${place - 1} 个问题…`),
  retrying: '文心有点忙，正在自动重试…',
  usingTool: '正在使用工具…',
  builtIns: {
    time: { running: '正在看时间…', about: '查询各地现在的日期和时间' },
    calculate: { running: '正在计算…', about: '精确计算算式' },
    read_page: { running: '正在读取网页…', about: '读取网页上的文字' },
  },
  thoughts: '思考过程',

  stopped: '⏹ 已停止。',
  stoppedEmpty: '⏹ 已停止，还没有写出内容。',
  cut: '⚠️ 连接中断，回答到这里没有写完。发送 /retry 可以重新回答。',
  truncated: '✂️ 回答达到了模型的长度上限。发送“继续”可以接着往下写。',
  noAnswer: '文心这次没有写出内容。请换个说法，或发送 /retry 再试。',
  apology: '抱歉，这个问题几次让机器人中途出错，已不再尝试。请换个说法再问。',
  cleared: '因为内容安全的要求，刚才的回答已撤回，这段对话也已关闭并清空。可以直接开始新的话题。',
  clearedBelow: '⚠️ 因为内容安全的要求，这段对话已关闭并清空。可以直接开始新的话题。',
  questionRefused: '这个问题里有不能使用的词，没有提交给文心。请换个说法再问。',
  answerRefused: '刚才的回答里出现了不能使用的词，已经撤回。请换个说法再问，或发送 /retry 再试。',
  aiLabel: '内容由 AI 生成，仅供参考。',

  tooLong: (tokens, limit) =>
    `问题太长了：约 ${tokens} 个 token，一次最多 ${limit} 个。请缩短，或分几次发送。`,
  queueFull: limit => `这里已经有 ${limit} 条消息在等待，这一条没有收下。请等前面的回答完再发。`,
  overQuota: zhCNOverQuota,
  nothingToRetry: '这里还没有可以重新回答的问题。直接发消息提问吧。',
  notText: content =>
    ({
      picture: '我还看不了图片。请用文字告诉我，或在图片说明里写上问题。',
      voice: '我还听不了语音。请用文字告诉我。',
      video: '我还看不了视频。请用文字告诉我。',
      file: '我还读不了文件。请把要问的内容粘贴成文字。',
      sticker: '我看不懂表情贴纸。请用文字告诉我。',
      place: '我看不了位置。请用文字告诉我地点和问题。',
      other: '我只读得懂文字。请用文字告诉我。',
    })[content],
  emptyMention: '我在。把问题写在 @ 我的同一条消息里就好；想知道我会什么，请发送 /help。',
  stranger: (person, group, ownerless) =>
    [
      '抱歉，我还不能在这里回答你。请把下面的编号发给机器人的管理员：',
      `- 允许你：${letIn(ownerless, `user:${person}`)}在设置 ALLOWED_USERS 里加上 ${codeSpan(person)}`,
      ...(group === undefined
        ? []
        : [
            `- 允许整个群：${letIn(ownerless, `chat:${group}`)}在设置 ALLOWED_CHATS 里加上 ${codeSpan(group)}`,
          ]),
      ...(ownerless ? [`- 如果机器人是你的：在设置里写上 ${codeSpan(`ADMINS=${person}`)}`] : []),
    ].join('\n'),
  greeting: [
    '大家好，我是**言桥**，把百度文心（ERNIE）请到聊天里的机器人。@ 我，或回复我的消息，就能提问；别的消息我不看也不记。',
    '发送 /help 看看我会做什么，/start 看我会记住什么、记多久。',
  ].join('\n\n'),
  strangeGroup: (group, ownerless) =>
    [
      '大家好，我是**言桥**。这个群还没有允许我回答，请把下面的编号发给机器人的管理员：',
      `- 允许整个群：${letIn(ownerless, `chat:${group}`)}在设置 ALLOWED_CHATS 里加上 ${codeSpan(group)}`,
    ].join('\n'),
  banned: ({ until, reason }, whose) =>
    [
      `${whose === 'user' ? '你' : '这里'}被管理员封禁了，${until === undefined ? '解封以前' : `${until} 以前`}我不会回答。`,
      ...(reason === undefined ? [] : [`原因：${beginning(reason, 200)}`]),
    ].join('\n'),
  unsafeText: '⚠️ 平台没有接受这段内容，无法显示。请换个说法或换个话题再问。',
  paused: '机器人暂停回答了，这条消息没有收下。管理员恢复以后请再发一次。',

  alert: (kind, detail) =>
    `${
      {
        configuration:
          '⚠️ **文心不接受现在的设置。** 请检查 ERNIE_MODEL 或 QIANFAN_MODEL、聊天里用 /model 选的模型、接口地址和 SYSTEM_PROMPT。',
        permission:
          '⚠️ **文心账号没有权限。** 请在百度智能云控制台为应用开通这个模型的接口，或用 /model 换一个。',
        credentials: '⚠️ **文心不接受密钥。** 请检查 ERNIE_API_KEY 和 ERNIE_SECRET_KEY，或 QIANFAN_API_KEY。',
        quota: '⚠️ **文心的额度用完或账号欠费。** 请在百度智能云控制台充值或开通付费。',
        token: '⚠️ **文心拒绝了新取得的访问令牌。** 请检查密钥和应用是否有效，运行 npm run doctor 看结果。',
        exhausted: '⚠️ **对文心的一次调用重试到底仍然失败。** 请运行 npm run doctor 检查网络和服务状态。',
        outage:
          '⚠️ **文心的服务中断了。** 机器人暂停了调用，会自己逐步试探，恢复后立即继续；请查看网络和百度智能云的服务状态。',
        'calls-spent':
          '⚠️ **企业本月的接口调用额度用完了。** 到下个月或升级套餐之前，回答都会以一条普通消息发出，不再逐句更新。',
        'app-permission':
          '⚠️ **机器人应用缺少权限。** 请在开放平台为应用申请下面的权限并发布；在此之前回答以更简单的形式发出。',
        'card-template':
          '⚠️ **卡片模板不可用。** 请检查模板 ID 是否正确、模板是否已发布；在此之前回答以更简单的形式发出。',
      }[kind]
    }\n\n详情：${codeSpan(detail)}`,

  speaker: name => `${name}：`,
  quoted: ({ fromBot, senderName }) =>
    fromBot ? '引用你之前的回答：' : senderName ? `引用${senderName}的消息：` : '引用的消息：',

  goOn: '继续',
  noResult: {
    failed: '这个函数出错了，没有结果。',
    late: '这个函数没有在时限内给出结果。',
    'too-many': '一次要调用的函数太多，这一个没有执行；需要的话请在下一轮再调用。',
  },

  stopButton: '⏹ 停止',
  retryButton: '🔄 重新回答',
  newButton: '✨ 新对话',
  onlyLatest: '只有最新的一条回答可以重新回答。',
  onIt: '好的。',
  commands: zhCNCommands,
};
