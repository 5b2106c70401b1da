import { format, text, type Locale, type Text } from '../i18n/locale.js';

/** { amount, unit }: how long before something. */
const WITHIN = text(
  '{amount} {unit, select, hours {小时} workingDays {个工作日} other {天}}',
  '{unit, select, hours {{amount, plural, one {# hour} other {# hours}}} workingDays {{amount, plural, one {# working day} other {# working days}}} other {{amount, plural, one {# day} other {# days}}}}',
);

/** How each kind of notice is worded; what stands in braces is taken from its content. */
const WORDS = {
  /** { count, object, poolNames, recordIds } */
  reclaimDigest: text(
    '{count} 条{objectName}已被自动回收到{pools}',
    '{count, plural, one {# {objectName} was} other {# {objectName}s were}} taken back into {pools}',
  ),
  /** { count, object, amount, unit, deadline, recordIds } */
  reclaimReminder: text(
    `{count} 条{objectName}将在 ${WITHIN['zh-CN']}内被回收`,
    `{count, plural, one {# {objectName}} other {# {objectName}s}} will be taken back within ${WITHIN.en}`,
  ),
  /** { count, object, amount, unit, deadline, recordIds, ownerNames }: to the owners' superior */
  reclaimReminderBelow: text(
    `您下属({owners})的 {count} 条{objectName}将在 ${WITHIN['zh-CN']}内被回收`,
    `{count, plural, one {# {objectName}} other {# {objectName}s}} of your people ({owners}) will be taken back within ${WITHIN.en}`,
  ),
  /** { count, object, amount, unit, deadline, recordIds, poolNames }: to the pool's administrators */
  reclaimReminderPool: text(
    `{count} 条{objectName}将在 ${WITHIN['zh-CN']}内被回收到{pools}`,
    `{count, plural, one {# {objectName}} other {# {objectName}s}} will be taken back into {pools} within ${WITHIN.en}`,
  ),
  /** { count, object, actorName, recordIds } */
  recordsAssigned: text(
    '{actorName}给您分配了 {count} 条{objectName}',
    '{actorName} assigned {count, plural, one {# {objectName}} other {# {objectName}s}} to you',
  ),
  /** { count, object, actorName, recordIds } */
  recordsTransferred: text(
    '{actorName}转给您 {count} 条{objectName}',
    '{actorName} handed {count, plural, one {# {objectName}} other {# {objectName}s}} to you',
  ),
  /** { count, object, fromName, recordIds } */
  recordsHandedOver: text(
    '{fromName}离职,交接给您 {count} 条{objectName}',
    '{fromName} has left: you have taken over {count, plural, one {# {objectName}} other {# {objectName}s}}',
  ),
  /** { count, object, recordIds } */
  recordsPlaced: text(
    '按分配规则,您获得了 {count} 条{objectName}',
    '{count, plural, one {# {objectName} was} other {# {objectName}s were}} assigned to you by the rules of the pool',
  ),
  /** { importId, fileName, created, failed } */
  importFinished: text(
    '“{fileName}”导入完成:成功 {created} 条,失败 {failed} 条',
    '{fileName} was imported: {created} taken, {failed} refused',
  ),
  /** { importId, fileName, removed, kept } */
  importUndone: text(
    '“{fileName}”的导入已撤销:移除 {removed} 条,保留 {kept} 条',
    'The import of {fileName} was taken back: {removed} removed, {kept} kept',
  ),
  /** { exportId, fileName, count } */
  exportFinished: text(
    '“{fileName}”已导出 {count} 条,可以下载',
    '{fileName} is ready: {count, plural, one {# row} other {# rows}}',
  ),
  /** { count, object, firstAt, time, recordIds, names } */
  nextContactDue: text(
    '{count} 条{objectName}到了计划联系的时间({time}):{who}',
    'Time to contact {count, plural, one {# {objectName}} other {# {objectName}s}} ({time}): {who}',
  ),
  /** { contactId, customerId, name, customerName, days, date } */
  birthdayComing: text(
    '{days, plural, =0 {今天} other {# 天后}}是{customerName}{name}的生日({date})',
    'The birthday of {name} of {customerName} is {days, plural, =0 {today} one {tomorrow} other {in # days}} ({date})',
  ),
  /** { object, recordId, commentId, actorName, excerpt } */
  commentWritten: text('{actorName}评论了您的{objectName}:{excerpt}', '{actorName} commented on your {objectName}: {excerpt}'),
  /** { object, recordId, commentId, actorName, excerpt } */
  commentReplied: text('{actorName}回复了您的评论:{excerpt}', '{actorName} replied to your comment: {excerpt}'),
  /** { object, recordId, commentId, actorName, excerpt } */
  commentMentioned: text('{actorName}在评论中提到了您:{excerpt}', '{actorName} mentioned you in a comment: {excerpt}'),
  /** { device, place, ip, kinds, signInId } */
  unusualSignIn: text(
    '您的账号有一次不同以往的登录:{device},{place}。如非本人,请立即修改密码',
    'Somebody signed in as you in an unusual way: {device}, {place}. If it was not you, change your password at once',
  ),
  /** { count, ip, place, signInId } */
  signInFailures: text(
    '有人用您的账号登录失败 {count} 次({place})。如非本人,请留意账号安全',
    'Signing in as you failed {count} times ({place}). If it was not you, look after your account',
  ),
  /** { actorName, resetId, expiresAt } */
  dataResetRequested: text(
    '{actorName}申请清空 CRM 数据,须由您或另一位管理员同意或驳回',
    '{actorName} asks for a reset of CRM data: you or another administrator may consent or refuse',
  ),
  /** { actorName, resetId, startsAt } */
  dataResetConsented: text(
    '{actorName}已同意清空 CRM 数据,一小时后开始;在此之前任何管理员都可撤销',
    '{actorName} has consented to the reset of CRM data; it begins in an hour, and any administrator may withdraw it until then',
  ),
  /** { actorName, resetId }: rejected or withdrawn */
  dataResetEnded: text('CRM 数据清空已取消', 'The reset of CRM data does not take place'),
  /** { resetId } */
  dataResetDone: text('CRM 数据已清空', 'CRM data have been reset'),
} as const satisfies Record<string, Text>;

export type NoticeKind = keyof typeof WORDS;
export const NOTICE_KINDS = Object.keys(WORDS) as NoticeKind[];

const OBJECTS: Record<string, Text> = {
  lead: text('线索', 'lead'),
  customer: text('客户', 'customer'),
  contact: text('联系人', 'contact'),
  followUp: text('跟进记录', 'follow-up'),
};
const RECORD: Text = text('记录', 'record');

/** The notice in words; a kind of an older release that is no longer worded is shown by its name. */
export function noticeText(kind: string, content: Record<string, unknown>, locale: Locale): string {
  const words: Text | undefined = (WORDS as Record<string, Text>)[kind];
  if (!words) return kind;
  const listed = (names: unknown): string =>
    Array.isArray(names) ? (names as string[]).join(locale === 'en' ? ', ' : '、') : '';
  const objectName = (OBJECTS[String(content.object)] ?? RECORD)[locale];
  try {
    return format(words, locale, {
      ...content,
      objectName,
      pools: listed(content.poolNames),
      owners: listed(content.ownerNames),
      who: listed(content.names),
    });
  } catch {
    // a notice of another release may lack what these words need: it must not take the whole inbox with it
    return kind;
  }
}
