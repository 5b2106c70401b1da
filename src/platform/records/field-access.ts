import type { Ctx } from '../context/ctx.js';
import { fieldForbidden } from '../errors/index.js';
import { text } from '../i18n/locale.js';
import { customKey } from './custom-field.js';

/**
 * Refuses a write to fields that the actor's roles hide or make read-only (PERM-07).
 * @throws fieldForbidden with a pointer to each
 */
export function refuseForbiddenFields(ctx: Ctx, object: string, written: { custom?: Record<string, unknown> } & object): void {
  const keys = Object.keys(written).filter((key) => key !== 'custom' && (written as Record<string, unknown>)[key] !== undefined);
  keys.push(...Object.keys(written.custom ?? {}).map(customKey));
  const hidden = ctx.ability.hiddenFields(object);
  const readOnly = ctx.ability.readOnlyFields(object);
  const forbidden = keys.filter((key) => hidden.has(key) || readOnly.has(key));
  if (forbidden.length === 0) return;
  throw fieldForbidden(
    {},
    forbidden.map((key) => ({
      pointer: `/${key.replace('.', '/')}`,
      code: 'FIELD_FORBIDDEN',
      message: text('您无权修改此字段', 'You may not change this field.'),
    })),
  );
}
