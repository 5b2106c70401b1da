import type { Ctx } from '../../../platform/context/ctx.js';
import { keysOf } from '../../leads/index.js';
import { QUARANTINE_REASON } from '../data/conversations.js';
import type { LeadFacts } from './lead-factory.js';
import { insertRows, PLACE_COLUMNS, placeOf, type Named } from './story-rows.js';
import type { Story } from './story.js';

/**
 * Puts leads into their table as they would stand there if their stories had happened: the services cannot, because they act
 * now. Deadlines are left to the pool engine.
 */
export async function writeLeads(ctx: Ctx, stories: readonly Named<Story<LeadFacts>>[]): Promise<void> {
  await insertRows(ctx, 'leads', COLUMNS, stories.map(row));
}

function row(story: Named<Story<LeadFacts>>): Record<string, unknown> {
  const { facts, degree, invalidReasonId } = story;
  const { namePinyin, initials, companyKey } = keysOf(facts.name, facts.company);
  return {
    ...facts,
    ...placeOf(story),
    degree,
    source_id: facts.sourceId,
    industry_id: facts.industryId,
    region_id: facts.regionId,
    status: invalidReasonId === null ? 'active' : 'invalid',
    invalid_reason_id: invalidReasonId,
    name_pinyin: namePinyin,
    initials,
    company_key: companyKey,
    quarantine_reason: story.quarantinedUntil === null ? null : QUARANTINE_REASON,
  };
}

const COLUMNS = {
  ...PLACE_COLUMNS,
  name: 'text',
  company: 'text',
  title: 'text',
  phone: 'text',
  email: 'text',
  wechat: 'text',
  source_id: 'uuid',
  industry_id: 'uuid',
  region_id: 'uuid',
  address: 'text',
  remark: 'text',
  tags: 'text[]',
  custom: 'jsonb',
  degree: 'text',
  status: 'text',
  invalid_reason_id: 'uuid',
  name_pinyin: 'text',
  initials: 'text',
  company_key: 'text',
};
