import { Injectable } from '@nestjs/common';
import { newApiKey } from '../../../platform/auth/api-key/api-key.js';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { versionMismatch } from '../../../platform/errors/index.js';
import { Closures } from '../closures.js';
import { apiKeyRevoked } from '../org.errors.js';
import { lockOrganisation } from '../org-lock.js';
import { ApiKeyQueries } from './api-key.queries.js';
import type { ApiKeyListView, ApiKeySecretView, ApiKeyView } from './api-key.view.js';
import type { CreateApiKeyRequest, RotateApiKeyRequest, UpdateApiKeyRequest } from './api-keys.requests.js';
import { KeyRules } from './key-rules.js';

/** Keys of integrators, each with a service that acts by it (ACC-11). */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly queries: ApiKeyQueries,
    private readonly rules: KeyRules,
    private readonly closures: Closures,
    private readonly audit: AuditLog,
  ) {}

  async list(ctx: Ctx): Promise<ApiKeyListView> {
    return { items: await this.queries.list(ctx), page: { nextCursor: null, hasMore: false } };
  }

  get(ctx: Ctx, id: string): Promise<ApiKeyView> {
    return this.queries.get(ctx, id);
  }

  async create(ctx: Ctx, request: CreateApiKeyRequest): Promise<ApiKeySecretView> {
    const { name, scopes, roleIds = [], allowedRanges = [], rateLimit = 600, expiresAt = null } = request;
    await lockOrganisation(ctx);
    await this.rules.check(ctx, { scopes, roleIds, expiresAt });
    const id = newId();
    const { key, digest, ending } = newApiKey(ctx.tenantId, id);
    await this.queries.insert(ctx, id, { name, scopes, allowedRanges, rateLimit, expiresAt }, digest, ending);
    await this.queries.replaceRoles(ctx, id, roleIds);
    await this.closures.superiorsChanged(ctx, [id]);
    const made = await this.queries.get(ctx, id);
    await this.record(ctx, 'apiKey.created', made, undefined, content(made));
    return { ...made, key };
  }

  async update(ctx: Ctx, id: string, request: UpdateApiKeyRequest, ifMatch?: number): Promise<ApiKeyView> {
    const before = await this.lockInUse(ctx, id);
    if (ifMatch !== undefined && ifMatch !== before.version) throw versionMismatch({ currentVersion: before.version });
    const { enabled, roleIds, ...facts } = request;
    const after = { ...before, ...defined(facts) };
    const heldRoles = before.roles.map((role) => role.id);
    // what was granted by somebody else once is checked anew only where it changes
    if (request.scopes || roleIds || request.expiresAt)
      await this.rules.check(ctx, { scopes: after.scopes, roleIds: roleIds ?? heldRoles, expiresAt: request.expiresAt ?? null });
    await this.queries.update(ctx, id, after);
    await this.queries.updateService(ctx, id, after.name, (enabled ?? before.status !== 'disabled') ? 'active' : 'suspended');
    if (roleIds) await this.queries.replaceRoles(ctx, id, roleIds);
    const changed = await this.queries.get(ctx, id);
    await this.record(ctx, 'apiKey.updated', changed, content(before), content(changed));
    return changed;
  }

  /** Makes a new secret; the one so far stays good for its grace time, the one before that ends at once. */
  async rotate(ctx: Ctx, id: string, { graceMinutes = 60 }: RotateApiKeyRequest): Promise<ApiKeySecretView> {
    await this.lockInUse(ctx, id);
    const { key, digest, ending } = newApiKey(ctx.tenantId, id);
    await this.queries.rotate(ctx, id, digest, ending, new Date(ctx.now.getTime() + graceMinutes * 60_000));
    const rotated = await this.queries.get(ctx, id);
    await this.record(ctx, 'apiKey.rotated', rotated, undefined, { graceMinutes });
    return { ...rotated, key };
  }

  /** For ever; the service stays as the author of what it did. */
  async revoke(ctx: Ctx, id: string): Promise<void> {
    const key = await this.lockInUse(ctx, id);
    await this.queries.updateService(ctx, id, key.name, 'left');
    await this.queries.replaceRoles(ctx, id, []);
    await this.record(ctx, 'apiKey.revoked', key, content(key));
  }

  private async lockInUse(ctx: Ctx, id: string): Promise<ApiKeyView> {
    await lockOrganisation(ctx);
    const key = await this.queries.lock(ctx, id);
    if (key.status === 'revoked') throw apiKeyRevoked();
    return key;
  }

  private async record(ctx: Ctx, action: string, key: ApiKeyView, before?: object, after?: object): Promise<void> {
    await this.audit.record(ctx, {
      action,
      object: 'apiKey',
      objectId: key.id,
      summary: { name: key.name },
      ...(before ? { before } : {}),
      ...(after ? { after } : {}),
    });
  }
}

const content = ({ name, scopes, roles, allowedRanges, rateLimit, expiresAt, status }: ApiKeyView): object => ({
  name,
  scopes,
  roles: roles.map((role) => role.name),
  allowedRanges,
  rateLimit,
  expiresAt,
  status,
});

const defined = <T extends object>(request: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined)) as never;
