import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { scoped } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { customKey, RecordReader, refuseForbiddenFields, withMerged } from '../../../platform/records/index.js';
import { leadDescriptor } from '../leads.descriptor.js';
import { leadNotFound } from '../leads.errors.js';
import { leadPolicy } from '../leads.policy.js';
import type { CaptureLeadRequest } from './capture.requests.js';
import type { CaptureResultView, LeadCaptureListView, LeadCaptureView } from './capture.view.js';
import { Captures } from './captures.service.js';

/** A lead comes seldom more than a few times; what is older than these is not shown. */
const SHOWN = 200;

/** Captures by the API, and how leads came. */
@Injectable()
export class LeadCaptures {
  constructor(
    private readonly captures: Captures,
    private readonly reader: RecordReader,
  ) {}

  /** The caller writes with their own permissions and field rules. @throws as `Captures.take`, fieldForbidden */
  capture(ctx: Ctx, body: CaptureLeadRequest): Promise<CaptureResultView> {
    const { utm = {}, page = null, consent = null, poolId, duplicates = 'merge', ...values } = body;
    refuseForbiddenFields(ctx, 'lead', values);
    const place = poolId ? { named: poolId } : undefined;
    return this.captures.take(ctx, { values, formId: null, place, duplicates, utm, page, consent });
  }

  /** Of merged leads too. What was sent is for who may change the lead: a pool's members must not read there what it masks. @throws leadNotFound */
  async of(ctx: Ctx, id: string): Promise<LeadCaptureListView> {
    const columns = sql`, (${scoped(ctx, 'update', leadPolicy)}) IS TRUE AS "mayUpdate"`;
    const { mayUpdate } = await this.reader.permit<{ mayUpdate: boolean }>(ctx, leadDescriptor, 'read', id, leadNotFound, {
      lock: false,
      columns,
    });
    const ids = await withMerged(ctx, leadDescriptor, id);
    const rows = await ctx.db.query<LeadCaptureView & Record<string, unknown>>(sql`
      SELECT c.id, c.outcome, c.form_id AS "formId", f.name AS "formName", c.content, c.utm, c.page, c.consent, c.at
      FROM lead_captures c LEFT JOIN capture_forms f ON f.tenant_id = c.tenant_id AND f.id = c.form_id
      WHERE c.lead_id = ANY (${ids}::uuid[]) ORDER BY c.at DESC, c.id DESC LIMIT ${SHOWN}`);
    for (const row of rows) {
      row.content = mayUpdate ? readable(ctx, row.content!) : null;
      if (!mayUpdate) row.consent = null;
    }
    return { items: rows, page: { nextCursor: null, hasMore: false } };
  }
}

/** A hidden field is hidden in the history as well (PERM-07). */
function readable(ctx: Ctx, { custom = {}, ...values }: Record<string, unknown>): Record<string, unknown> {
  const hidden = ctx.ability.hiddenFields('lead');
  const shown = (key: string): boolean => !hidden.has(key);
  const own = Object.entries(custom as object).filter(([key]) => shown(customKey(key)));
  return {
    ...Object.fromEntries(Object.entries(values).filter(([key]) => shown(key))),
    ...(own.length > 0 ? { custom: Object.fromEntries(own) } : {}),
  };
}
