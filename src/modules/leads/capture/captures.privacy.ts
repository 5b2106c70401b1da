import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { forgottenPinyin, PersonalTraces, registerPersonalSubject } from '../../../platform/erasure/index.js';
import { leadDescriptor } from '../leads.descriptor.js';

const PERSONAL = leadDescriptor.fields.filter(({ personal }) => personal !== undefined).map(({ key }) => key);

registerPersonalSubject({
  descriptor: leadDescriptor,
  derived: forgottenPinyin('name_pinyin', 'initials'),
  alsoErase: async (ctx, ids) => void (await empty(ctx, sql`c.lead_id = ANY (${ids}::uuid[])`)),
});

/** What people sent about themselves goes with them; that something was sent, when and from which campaign, stays (OPS-03). */
@Injectable()
export class CapturesForget implements OnModuleInit {
  constructor(private readonly traces: PersonalTraces) {}

  onModuleInit(): void {
    this.traces.register({
      name: 'leads.captures',
      erase: (ctx, pattern) => empty(ctx, sql`(c.content::text ~* ${pattern} OR c.page ~* ${pattern})`),
    });
  }
}

function empty(ctx: Ctx, which: Sql): Promise<number> {
  return ctx.db.runOnce(sql`
    UPDATE lead_captures c SET page = NULL, consent = c.consent - 'ip', content = (c.content - ${PERSONAL}::text[])
      || CASE WHEN c.content ? 'custom' THEN jsonb_build_object('custom', (c.content -> 'custom') - ARRAY(
        SELECT f.key FROM custom_fields f WHERE f.tenant_id = ${ctx.tenantId} AND f.object = 'lead' AND f.type IN ('text', 'phone')))
        ELSE '{}' END
    WHERE c.tenant_id = ${ctx.tenantId} AND ${which}`);
}
