import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { referenceInvalid, validationFailed } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { CustomFields } from '../../../platform/records/index.js';
import { isPoolable, poolableOf } from '../poolable.js';
import { poolNotEmpty, poolNotFound } from '../pools.errors.js';
import { MemberQueries } from './member.queries.js';
import { PoolAccess, type NewPool, type PoolRow } from './pool-access.js';
import { checkRestrictedFields } from './pool-fields.js';
import { PoolSettingsQueries } from './pool-settings.queries.js';
import { poolInUse } from './pool.errors.js';
import type { CreatePoolRequest, ListPoolsRequest, UpdatePoolRequest } from './pool.requests.js';
import type { PoolListView, PoolView } from './pool.view.js';

/** Pools as their administrators set them up (POOL-01, POOL-13). */
@Injectable()
export class PoolSettingsService {
  constructor(
    private readonly access: PoolAccess,
    private readonly queries: PoolSettingsQueries,
    private readonly members: MemberQueries,
    private readonly customFields: CustomFields,
    private readonly audit: AuditLog,
  ) {}

  async list(ctx: Ctx, filter: ListPoolsRequest): Promise<PoolListView> {
    return { items: await this.queries.visible(ctx, filter), page: { nextCursor: null, hasMore: false } };
  }

  /** @throws poolNotFound */
  async get(ctx: Ctx, id: string): Promise<PoolView> {
    const [pool] = await this.queries.visible(ctx, { id });
    if (!pool) throw poolNotFound();
    return pool;
  }

  /** A pool without rules: everything may be claimed, nothing comes back. @throws poolNameTaken, referenceInvalid, validationFailed */
  async create(ctx: Ctx, request: CreatePoolRequest): Promise<PoolView> {
    if (!isPoolable(request.object))
      throw validationFailed({}, [
        { pointer: '/object', code: 'NOT_ALLOWED', message: text('此类记录没有池', 'Pools hold no such records.') },
      ]);
    const pool: NewPool = { id: newId(), ...DEFAULTS, ...given(request), object: request.object, name: request.name };
    await this.check(ctx, pool.object, request);
    await this.queries.insert(ctx, pool);
    if (pool.departmentId !== null) await this.members.giveToDepartment(ctx, pool.id, pool.departmentId);
    await this.audit.record(ctx, { action: 'pool.created', object: 'pool', objectId: pool.id, after: pool });
    return this.get(ctx, pool.id);
  }

  /** @throws poolNotFound, forbidden, versionMismatch, poolNameTaken, referenceInvalid, poolNotEmpty, poolInUse, validationFailed */
  async update(ctx: Ctx, id: string, request: UpdatePoolRequest, expected: number | undefined): Promise<PoolView> {
    const before = await this.access.find(ctx, 'update', id, { lock: true, expected });
    const after: PoolRow = { ...before, ...given(request) };
    await this.check(ctx, before.object, request);
    if (before.status === 'active' && after.status === 'disabled') await this.assertUnused(ctx, before);
    await this.queries.update(ctx, after);
    if (after.departmentId !== null && after.departmentId !== before.departmentId)
      await this.members.giveToDepartment(ctx, id, after.departmentId);
    await this.audit.record(ctx, {
      action: 'pool.updated',
      object: 'pool',
      objectId: id,
      before: pick(before, request),
      after: pick(after, request),
    });
    return this.get(ctx, id);
  }

  private async check(ctx: Ctx, object: string, request: UpdatePoolRequest): Promise<void> {
    checkRestrictedFields(poolableOf(object).descriptor, await this.customFields.of(ctx, object), request);
    if (request.departmentId && !(await this.queries.hasDepartment(ctx, request.departmentId))) {
      throw referenceInvalid({}, [
        { pointer: '/departmentId', code: 'NOT_FOUND', message: text('部门不存在', 'There is no such department.') },
      ]);
    }
  }

  /** A pool out of use can be neither claimed from nor filled: nothing may be left in it or on its way there. */
  private async assertUnused(ctx: Ctx, pool: PoolRow): Promise<void> {
    const count = await this.queries.countRecords(ctx, poolableOf(pool.object), pool.id);
    if (count > 0) throw poolNotEmpty({ count });
    if (await this.queries.isTarget(ctx, pool.id)) throw poolInUse();
  }
}

const DEFAULTS = { description: null, departmentId: null, hiddenFields: [], maskedFields: ['phone'], position: 0 };

/** The members that a request really has; an absent one leaves what there is. */
const given = (request: object): Partial<PoolRow> =>
  Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));

/** Of a pool, the members that a request speaks of. */
const pick = (pool: PoolRow, request: object): object =>
  Object.fromEntries(Object.entries(pool).filter(([key]) => key in given(request)));
