import sql, { raw } from 'sql-template-tag';
import type { TimelineSource } from '../timeline-source.js';

/** Files that hang on the record itself. Index: attachments_of_record; a record has few of them. */
export const filesSource: TimelineSource = {
  kind: 'file',
  rows: (_, { descriptor }) => ({
    from: sql`attachments r JOIN files f ON f.tenant_id = r.tenant_id AND f.id = r.file_id
      WHERE r.object = ${descriptor.object} AND r.record_id = s.id`,
    id: raw('r.file_id'),
    at: raw('r.created_at'),
    actor: raw('r.created_by'),
    content: raw(`jsonb_build_object('fileId', f.id, 'name', f.name, 'kind', f.kind, 'size', f.size)`),
  }),
};
