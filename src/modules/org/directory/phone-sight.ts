import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { maskPhone } from '../../../platform/text/index.js';

/** What colleagues see of each other's phones (ORG-08). */
export const PHONE_SIGHTS = ['shown', 'masked', 'hidden'] as const;
export type PhoneSight = (typeof PHONE_SIGHTS)[number];

/** How many digits at its end a masked phone shows. */
const SHOWN_DIGITS = 4;

/** What this asker sees: whoever may change employees sees all. */
export async function phoneSight(ctx: Ctx): Promise<PhoneSight> {
  if (ctx.ability.hiddenFields('employee').has('phone')) return 'hidden';
  if (ctx.ability.can('update', 'employee')) return 'shown';
  const { phones } = await ctx.db.one<{ phones: PhoneSight | null }>(
    sql`SELECT settings #>> '{directory,phones}' AS phones FROM enterprises WHERE tenant_id = ${ctx.tenantId}`,
  );
  return phones ?? 'shown';
}

/** Whether somebody may be found by these digits: as many as they see of a phone, or a search would tell the rest. */
export const mayFindBy = (sight: PhoneSight, digits: string): boolean =>
  sight === 'shown' || (sight === 'masked' && digits.length <= SHOWN_DIGITS);

/** A phone as the sight lets it through; people always see their own. */
export function sighted(sight: PhoneSight, isOwn: boolean, phone: string | null): { phone?: string | null } {
  if (sight === 'shown' || isOwn) return { phone };
  return sight === 'hidden' ? {} : { phone: phone === null ? null : maskPhone(phone) };
}
