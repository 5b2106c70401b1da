import { AttachmentView } from '../attachment/attachment.view.js';

/** An uploaded file (文件). */
export class FileView extends AttachmentView {
  /** Of its content, in hexadecimal. */
  sha256!: string;

  /** @format date-time */
  createdAt!: string;

  /** @format uuid */
  createdBy!: string;

  /** @example "李静" */
  createdByName!: string;

  /**
   * The kind of record that it hangs on, or a field of that kind such as `lead.custom.contract`; null as long as it hangs
   * on none.
   * @example "lead"
   */
  object!: string | null;

  /**
   * That record. Whoever may read it may read the file.
   * @format uuid
   */
  recordId!: string | null;
}
