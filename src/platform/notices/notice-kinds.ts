import { format, text, type Locale, type Text } from '../i18n/locale.js';

/** How each kind of notice is worded; what stands in braces is taken from its content. */
const WORDS = {
  /** { count, object, poolNames, recordIds } */
  reclaimDigest: text(
    '{count} 条{objectName}已被自动回收到{pools}',
    '{count, plural, one {# {objectName} was} other {# {objectName}s were}} taken back into {pools}',
  ),
  /** { count, object, daysBefore, deadline, recordIds } */
  reclaimReminder: text(
    '{count} 条{objectName}将在 {daysBefore} 天内被回收',
    '{count, plural, one {# {objectName} will} other {# {objectName}s will}} be taken back within {daysBefore, plural, one {# day} other {# days}}',
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
  /** { importId, fileName, created, failed } */
  importFinished: text(
    '“{fileName}”导入完成:成功 {created} 条,失败 {failed} 条',
    '{fileName} was imported: {created} taken, {failed} refused',
  ),
  /** { exportId, fileName, count } */
  exportFinished: text(
    '“{fileName}”已导出 {count} 条,可以下载',
    '{fileName} is ready: {count, plural, one {# row} other {# rows}}',
  ),
} as const satisfies Record<string, Text>;

export type NoticeKind = keyof typeof WORDS;
export const NOTICE_KINDS = Object.keys(WORDS) as NoticeKind[];

const OBJECTS: Record<string, Text> = { lead: text('线索', 'lead'), customer: text('客户', 'customer') };
const RECORD: Text = text('记录', 'record');

/** The notice in words; a kind of an older release that is no longer worded is shown by its name. */
export function noticeText(kind: string, content: Record<string, unknown>, locale: Locale): string {
  const words: Text | undefined = (WORDS as Record<string, Text>)[kind];
  if (!words) return kind;
  const pools = Array.isArray(content.poolNames) ? (content.poolNames as string[]).join(locale === 'en' ? ', ' : '、') : '';
  const objectName = (OBJECTS[String(content.object)] ?? RECORD)[locale];
  try {
    return format(words, locale, { ...content, objectName, pools });
  } catch {
    // a notice of another release may lack what these words need: it must not take the whole inbox with it
    return kind;
  }
}
