import type { Ctx } from '../../../platform/context/ctx.js';
import { forbidden, validationFailed } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import type { ConversionTargets } from '../../customers/index.js';
import { conversionTargetUnknown } from '../leads.errors.js';
import type { ConvertLeadRequest } from './conversion.requests.js';

const FOR_NEW = text('只有新建客户才能指定归属', 'Only a new customer is put somewhere.');
const NEEDS_CUSTOMER = text('只能与 customerId 一起使用', 'This goes with customerId alone.');

/** What a request says of itself cannot be, whatever the lead. @throws forbidden, validationFailed, conversionTargetUnknown */
export function refuseImpossible(
  ctx: Ctx,
  targets: ConversionTargets,
  { customerId, customer, contactId, contact, make = [] }: ConvertLeadRequest,
): void {
  if (!customerId && !ctx.ability.can('create', 'customer')) throw forbidden();
  if (contact !== null && !ctx.ability.can(contactId ? 'update' : 'create', 'contact')) throw forbidden();
  const placed = (['poolId', 'ownerId', 'route'] as const).filter((key) => customerId && customer?.[key] !== undefined);
  const issues = placed.map((key) => ({ pointer: `/customer/${key}`, code: 'NOT_ALLOWED', message: FOR_NEW }));
  if (contactId && !customerId) issues.push({ pointer: '/contactId', code: 'NOT_ALLOWED', message: NEEDS_CUSTOMER });
  if (issues.length > 0) throw validationFailed({}, issues);
  const unknown = make.flatMap(({ object }, n) => (targets.find(object) ? [] : [n]));
  if (unknown.length > 0)
    throw conversionTargetUnknown(
      {},
      unknown.map((n) => ({ pointer: `/make/${n}/object`, code: 'UNKNOWN', message: conversionTargetUnknown.message })),
    );
}
