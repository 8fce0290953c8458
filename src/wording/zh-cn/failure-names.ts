import type { FailureName } from '../failure-name.ts';

/** What a failed turn is called where failures are counted: in `/stats` and in the console. */
export const failureNames: Readonly<Record<FailureName, string>> = {
  unavailable: '服务不可用',
  rate: '调用太快',
  'minute-rate': '这一分钟的额度用完',
  broken: '连接中断',
  silent: '没有回应',
  outage: '服务中断',
  token: '访问令牌被拒绝',
  credentials: '密钥不对',
  permission: '没有权限',
  quota: '额度用完或欠费',
  configuration: '设置有误',
  history: '对话记录不被接受',
  'too-long': '太长',
  unsafe: '内容审核没通过',
  request: '请求不被接受',
  answered: '没有写出内容',
  cut: '写到一半断了',
  'question-refused': '问题里有禁用词',
  'answer-refused': '回答里有禁用词',
  poisoned: '多次让程序出错',
};
