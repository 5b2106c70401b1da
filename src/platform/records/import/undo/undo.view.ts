import { ApiProperty } from '@nestjs/swagger';
import { text, type Locale, type Text } from '../../../i18n/locale.js';
import { JOB_STATUSES, type JobStatus } from '../../../jobs/index.js';
import { PageInfo } from '../../page.js';
import { tiesOf } from '../../record-tie.js';
import { CHANGED, type KeptRecord } from './undo.queries.js';

/** Why records stay. */
export class KeptReasonView {
  /** @example "HAS_CONTACTS" */
  code!: string;

  /** In the reader's language. */
  detail!: string;
}

export class KeptReasonCountView extends KeptReasonView {
  /** How many records it keeps; one record may have several reasons. */
  count!: number;
}

/** What taking an import back does, or has done. */
export class ImportUndoView {
  /** How far the job is; null where nobody has asked for it. */
  @ApiProperty({ enum: JOB_STATUSES, nullable: true, type: String })
  status!: JobStatus | null;

  /**
   * Until when it can be asked for; null while the import has not ended.
   * @format date-time
   */
  until!: string | null;

  /** Records that the import made and that would go now. */
  removable!: number;

  /** Records that have gone. */
  removed!: number;

  /** Records that stay, because somebody has worked with them. */
  kept!: number;

  reasons!: KeptReasonCountView[];

  /** Rows that changed records that were there before: those stay as the import has made them. */
  notReverted!: number;

  /** @format uuid */
  jobId!: string | null;

  /** @format uuid */
  undoneBy!: string | null;

  /** @format date-time */
  undoneAt!: string | null;
}

/** A record that stays. */
export class KeptRecordView {
  /** @format uuid */
  id!: string;

  reasons!: KeptReasonView[];
}

export class KeptRecordListView {
  items!: KeptRecordView[];

  page!: PageInfo;
}

const CHANGED_REASON = text('导入后被修改过', 'It has been changed since');

/** A reason in words; its bare code where a newer release has named it. */
export function keptReasonView(object: string, code: string, locale: Locale): KeptReasonView {
  const words: Text | undefined = code === CHANGED ? CHANGED_REASON : tiesOf(object).find((tie) => tie.code === code)?.reason;
  return { code, detail: words?.[locale] ?? code };
}

export const keptRecordView = (object: string, { id, reasons }: KeptRecord, locale: Locale): KeptRecordView => ({
  id,
  reasons: reasons.map((code) => keptReasonView(object, code, locale)),
});
