import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { isId } from '../../../platform/database/ids.js';
import { validationFailed, versionMismatch } from '../../../platform/errors/index.js';
import { CustomFields, objectDescriptor, type LayoutSection } from '../../../platform/records/index.js';
import { layoutNotFound, objectNotFound } from '../settings.errors.js';
import { completed, formFields, type FormField } from './form-fields.js';
import { layoutIssues } from './layout-issues.js';
import { LayoutQueries, type LayoutRow } from './layout.queries.js';
import type { LayoutSectionRequest, PutLayoutRequest } from './layout.requests.js';
import type { LayoutListView, LayoutView } from './layout.view.js';

/** For whom a layout is: everybody, or a role. */
const EVERYONE = 'everyone';
type Audience = Pick<LayoutRow, 'roleId' | 'roleName'>;

/** Layouts as administrators make them (DICT-04). */
@Injectable()
export class LayoutsService {
  constructor(
    private readonly queries: LayoutQueries,
    private readonly customFields: CustomFields,
    private readonly audit: AuditLog,
  ) {}

  /** @throws objectNotFound */
  async list(ctx: Ctx, object: string): Promise<LayoutListView> {
    const fields = await this.fieldsOf(ctx, object);
    if (!fields) throw objectNotFound();
    return { items: (await this.queries.list(ctx, object)).map((row) => view(ctx, object, row, fields)) };
  }

  /** @throws layoutNotFound for an unknown object or role */
  async get(ctx: Ctx, object: string, audience: string): Promise<LayoutView> {
    const { fields, to, row } = await this.find(ctx, object, audience);
    return view(ctx, object, row ?? { ...to, sections: [], version: 0 }, fields);
  }

  /** @throws layoutNotFound, validationFailed, versionMismatch */
  async put(ctx: Ctx, object: string, audience: string, body: PutLayoutRequest, ifMatch?: number): Promise<LayoutView> {
    const { fields, to, row } = await this.take(ctx, object, audience, ifMatch);
    const issues = layoutIssues(fields, body.sections);
    if (issues.length > 0) throw validationFailed({}, issues);
    const sections = body.sections.map(keptSection);
    if (row) await this.queries.update(ctx, object, to.roleId, sections);
    else await this.queries.insert(ctx, object, to.roleId, sections);
    await this.note(ctx, 'layout.updated', object, to, { before: row && { sections: row.sections }, after: { sections } });
    return this.get(ctx, object, audience);
  }

  /** @throws layoutNotFound also where there is none, versionMismatch */
  async remove(ctx: Ctx, object: string, audience: string, ifMatch?: number): Promise<void> {
    const { to, row } = await this.take(ctx, object, audience, ifMatch);
    if (!row) throw layoutNotFound();
    await this.queries.remove(ctx, object, to.roleId);
    await this.note(ctx, 'layout.deleted', object, to, { before: { sections: row.sections } });
  }

  private async take(ctx: Ctx, object: string, audience: string, ifMatch: number | undefined): Promise<Found> {
    await this.queries.takeTurn(ctx, object);
    const found = await this.find(ctx, object, audience);
    const currentVersion = found.row?.version ?? 0;
    if (ifMatch !== undefined && ifMatch !== currentVersion) throw versionMismatch({ currentVersion });
    return found;
  }

  private async find(ctx: Ctx, object: string, audience: string): Promise<Found> {
    const fields = await this.fieldsOf(ctx, object);
    const roleId = audience === EVERYONE ? null : audience.toLowerCase();
    if (!fields || (roleId !== null && !isId(roleId))) throw layoutNotFound();
    const roleName = roleId === null ? null : await this.queries.roleName(ctx, roleId);
    if (roleName === undefined) throw layoutNotFound();
    const row = (await this.queries.list(ctx, object)).find((each) => each.roleId === roleId);
    return { fields, to: { roleId, roleName }, row };
  }

  private async fieldsOf(ctx: Ctx, object: string): Promise<FormField[] | undefined> {
    const descriptor = objectDescriptor(object);
    return descriptor && formFields(descriptor, descriptor.customizable ? await this.customFields.of(ctx, object) : []);
  }

  private async note(
    ctx: Ctx,
    action: string,
    object: string,
    { roleId }: Audience,
    values: { before?: object | undefined; after?: object },
  ): Promise<void> {
    const { before, after } = values;
    await this.audit.record(ctx, {
      action,
      object: 'layout',
      summary: { object, audience: roleId ?? EVERYONE },
      ...(before ? { before } : {}),
      ...(after ? { after } : {}),
    });
  }
}

interface Found {
  fields: FormField[];
  to: Audience;
  row: LayoutRow | undefined;
}

const keptSection = ({ title, fields }: LayoutSectionRequest): LayoutSection => ({
  title,
  fields: fields.map(({ key, width = 'half', required = false, hidden = false }) => ({ key, width, required, hidden })),
});

const view = (
  ctx: Ctx,
  object: string,
  { roleId, roleName, sections, version }: LayoutRow,
  fields: readonly FormField[],
): LayoutView => ({
  object,
  audience: roleId ?? EVERYONE,
  roleName,
  sections: completed(ctx, fields, sections),
  version,
});
