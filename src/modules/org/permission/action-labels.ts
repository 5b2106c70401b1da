import { text, type Text } from '../../../platform/i18n/locale.js';

/** What people call the actions that policies name. An action that is missing here is shown by its code. */
const LABELS: Record<string, Text> = {
  read: text('查看', 'View'),
  create: text('新建', 'Create'),
  update: text('编辑', 'Edit'),
  delete: text('删除', 'Delete'),
  import: text('导入', 'Import'),
  export: text('导出', 'Export'),
  claim: text('领取', 'Claim'),
  assign: text('分配', 'Assign'),
  return: text('退回', 'Return'),
  transfer: text('转移', 'Transfer'),
  invalidate: text('作废', 'Invalidate'),
  convert: text('转换', 'Convert'),
  merge: text('合并', 'Merge'),
  followUp: text('跟进', 'Follow up'),
  invite: text('邀请', 'Invite'),
  signOut: text('强制下线', 'Sign out'),
  preview: text('预览视角', 'Preview as'),
  approve: text('审批', 'Approve'),
  cancel: text('取消', 'Cancel'),
  run: text('执行', 'Run'),
  manage: text('管理', 'Manage'),
  reset: text('清空业务数据', 'Reset CRM data'),
  erase: text('清除个人数据', 'Erase personal data'),
};

export const actionLabel = (action: string): Text => LABELS[action] ?? text(action, action);
