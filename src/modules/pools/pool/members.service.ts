import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { ProblemKind, Issue } from '../../../platform/errors/index.js';
import { memberNotFound } from '../pools.errors.js';
import { MemberQueries } from './member.queries.js';
import type { PoolMemberRequest } from './member.requests.js';
import type { PoolMembersView, PoolMemberView } from './member.view.js';
import { PoolAccess, type PoolRow } from './pool-access.js';
import { departmentPoolMembers } from './pool.errors.js';

/** Who claims from a pool and who runs it (POOL-01). */
@Injectable()
export class MembersService {
  constructor(
    private readonly access: PoolAccess,
    private readonly queries: MemberQueries,
    private readonly audit: AuditLog,
  ) {}

  /** @throws poolNotFound, forbidden */
  async list(ctx: Ctx, poolId: string): Promise<PoolMembersView> {
    const pool = await this.access.find(ctx, 'configure', poolId);
    return view(await this.queries.list(ctx, poolId), pool.version);
  }

  /** @throws poolNotFound, forbidden, versionMismatch, memberNotFound, departmentPoolMembers */
  async replace(ctx: Ctx, poolId: string, items: PoolMemberRequest[], expected: number | undefined): Promise<PoolMembersView> {
    const pool = await this.access.find(ctx, 'configure', poolId, { lock: true, expected });
    refuseOutsiders(pool, items);
    const existing = await this.queries.existing(ctx, items);
    refuse(memberNotFound, items, (member) => !existing.has(`${member.kind}:${member.id.toLowerCase()}`));
    const before = await this.queries.list(ctx, poolId);
    await this.queries.replace(ctx, poolId, [...items, ...ownDepartment(pool)]);
    const after = await this.queries.list(ctx, poolId);
    const version = await this.queries.raiseVersion(ctx, poolId);
    await this.audit.record(ctx, {
      action: 'pool.membersReplaced',
      object: 'pool',
      objectId: poolId,
      before: { members: before },
      after: { members: after },
    });
    return view(after, version);
  }
}

/** The department stays a member, named or not. */
const ownDepartment = ({ departmentId }: PoolRow): PoolMemberRequest[] =>
  departmentId === null ? [] : [{ kind: 'department', id: departmentId, part: 'member' }];

function refuseOutsiders({ departmentId }: PoolRow, items: readonly PoolMemberRequest[]): void {
  if (departmentId !== null)
    refuse(departmentPoolMembers, items, (member) => member.part === 'member' && member.id.toLowerCase() !== departmentId);
}

/** @throws the kind, with a pointer to each member that is wrong */
function refuse(kind: ProblemKind, items: readonly PoolMemberRequest[], isWrong: (member: PoolMemberRequest) => boolean): void {
  const issues = items.flatMap((member, index): Issue[] =>
    isWrong(member) ? [{ pointer: `/items/${index}/id`, code: kind.code, message: kind.message }] : [],
  );
  if (issues.length > 0) throw kind({}, issues);
}

const view = (items: PoolMemberView[], version: number): PoolMembersView => ({
  items,
  page: { nextCursor: null, hasMore: false },
  version,
});
