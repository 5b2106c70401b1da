export type Method = 'call' | 'visit' | 'wechat' | 'email' | 'meeting';
export type Degree = 'none' | 'low' | 'medium' | 'high';

export interface Talk {
  method: Method;
  content: string;
  /** What the salesperson then thinks of the lead; absent: as before. */
  degree?: Degree;
}

/** `{who}` is the contact by surname and title, `{company}` the company without its legal form. */
export const FIRST_TALKS: readonly Talk[] = [
  { method: 'call', content: '首次电话,{who}在开会,约好下午再打。' },
  { method: 'call', content: '电话接通,介绍了公司和产品,{who}愿意先看资料。', degree: 'low' },
  { method: 'call', content: '未接通,已发短信说明来意。' },
  { method: 'wechat', content: '加上{who}微信,发送产品手册和两个同行业案例。', degree: 'low' },
  { method: 'email', content: '按{who}要求发送公司介绍与报价说明邮件。', degree: 'low' },
  { method: 'call', content: '{who}表示目前没有专职的客户管理系统,销售各自用表格,有更换意向。', degree: 'medium' },
];

export const MIDDLE_TALKS: readonly Talk[] = [
  { method: 'call', content: '回访资料阅读情况,{who}对公海自动回收很感兴趣,问能否按区域设规则。', degree: 'medium' },
  { method: 'meeting', content: '线上演示 40 分钟,{who}和 IT 同事参加,主要关心权限划分和数据导入。', degree: 'medium' },
  { method: 'visit', content: '上门拜访{company},见到{who},现场梳理了销售流程,需求清单已整理。', degree: 'medium' },
  { method: 'wechat', content: '{who}反馈正在和另一家比较,希望我们给出迁移方案。' },
  { method: 'call', content: '{who}出差,下周回来再谈,已约时间。' },
  { method: 'email', content: '发送按 50 个账号测算的报价单,等{who}内部讨论。', degree: 'medium' },
  { method: 'call', content: '预算要等下季度批,{who}建议月底再联系。', degree: 'low' },
  { method: 'meeting', content: '第二次演示,重点讲导入和查重,{who}确认历史数据约 8 万条。', degree: 'medium' },
  { method: 'wechat', content: '节日问候,顺便确认试用账号使用正常。' },
  { method: 'call', content: '{who}说领导更倾向本地部署,已转技术同事评估。' },
];

export const LATE_TALKS: readonly Talk[] = [
  { method: 'visit', content: '与{who}及分管副总面谈,价格基本认可,付款方式待定。', degree: 'high' },
  { method: 'meeting', content: '需求确认会,双方就实施周期达成一致,准备合同草案。', degree: 'high' },
  { method: 'call', content: '{who}确认预算已批,走采购流程,预计两周内出结果。', degree: 'high' },
  { method: 'email', content: '发送合同草案与实施计划,法务正在审核。', degree: 'high' },
  { method: 'wechat', content: '{who}问能否赠送培训,已申请,答复明天给。' },
];

export const RETURN_REASONS = [
  '三次未接通',
  '近期无采购计划',
  '不在负责区域',
  '已选用其他厂商',
  '联系人离职,暂无对接人',
  '预算不足,明年再看',
];
export const TRANSFER_REASONS = ['区域调整', '客户指定对接人', '工作交接', '按行业重新划分'];
export const INVALID_REASONS = ['空号', '公司已注销', '重复登记', '非目标客户'];
export const PROTECTION_REASONS = ['已约现场考察,等待排期', '合同审批中', '客户假期后决定'];
export const QUARANTINE_REASON = '号码停机,核实中';
