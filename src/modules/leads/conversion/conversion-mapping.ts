import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { validationFailed, versionMismatch, type Issue } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { actorIdOf } from '../../../platform/jobs/index.js';
import { CustomFields } from '../../../platform/records/index.js';
import { contactDescriptor, customerDescriptor } from '../../customers/index.js';
import { leadDescriptor } from '../leads.descriptor.js';
import type { ConversionMappingView } from './conversion.view.js';
import { derivedLines, type ConvertedObject, type MappingLine } from './derived-lines.js';
import { fits, mappableFields, type MappableField } from './mappable-field.js';

interface Kept extends Record<string, unknown> {
  lines: MappingLine[];
  version: number;
}

/** The fields that conversions know, and where each goes. */
export interface Mapping {
  lead: readonly MappableField[];
  targets: Readonly<Record<ConvertedObject, readonly MappableField[]>>;
  lines: readonly MappingLine[];
}

const UNKNOWN = text('没有这个字段', 'There is no such field.');
const MISFIT = text('两个字段的类型不相容', 'Values of the one field cannot become values of the other.');
const TWICE = text('该字段已有来源', 'Another line writes this field already.');

/** Which field of a lead goes where: derived from the fields, unless an administrator has said otherwise (LEAD-05). */
@Injectable()
export class ConversionMapping {
  constructor(
    private readonly customFields: CustomFields,
    private readonly audit: AuditLog,
  ) {}

  /** Lines whose field has gone since say nothing. */
  async of(ctx: Ctx): Promise<Mapping> {
    const fields = await this.fields(ctx);
    const kept = await this.kept(ctx);
    const lines = kept?.lines.filter((line) => issueOf(fields, line) === undefined) ?? derivedLines(fields.lead, fields.targets);
    return { ...fields, lines };
  }

  async view(ctx: Ctx): Promise<ConversionMappingView> {
    const { lines, lead, targets } = await this.of(ctx);
    const kept = await this.kept(ctx);
    const labelOf = (fields: readonly MappableField[], key: string): string =>
      fields.find((field) => field.key === key)!.label[ctx.locale];
    return {
      derived: kept === undefined,
      lines: lines.map((line) => ({
        ...line,
        fromLabel: labelOf(lead, line.from),
        toLabel: labelOf(targets[line.object], line.to),
      })),
      version: kept?.version ?? 0,
    };
  }

  /** @throws validationFailed with a pointer to each line that cannot be, versionMismatch */
  async set(ctx: Ctx, lines: readonly MappingLine[], ifMatch: number | undefined): Promise<ConversionMappingView> {
    const before = await this.take(ctx, ifMatch);
    const fields = await this.fields(ctx);
    const issues = lines.flatMap((line, n) => pointed(issueOf(fields, line) ?? twice(lines, n), n));
    if (issues.length > 0) throw validationFailed({}, issues);
    const plain = lines.map(({ from, object, to }) => ({ from, object, to }));
    await ctx.db.run(sql`
      INSERT INTO lead_conversion_mappings (tenant_id, lines, updated_at, updated_by) VALUES (${ctx.tenantId}, ${JSON.stringify(plain)}, ${ctx.now}, ${actorIdOf(ctx)})
      ON CONFLICT (tenant_id) DO UPDATE SET lines = excluded.lines, version = lead_conversion_mappings.version + 1,
        updated_at = excluded.updated_at, updated_by = excluded.updated_by`);
    await this.note(ctx, before, plain);
    return this.view(ctx);
  }

  /** The fields themselves tell again. @throws versionMismatch */
  async reset(ctx: Ctx, ifMatch: number | undefined): Promise<void> {
    const before = await this.take(ctx, ifMatch);
    await ctx.db.run(sql`DELETE FROM lead_conversion_mappings m WHERE m.tenant_id = ${ctx.tenantId}`);
    if (before) await this.note(ctx, before, null);
  }

  /** Changes wait for each other, the first as well. */
  private async take(ctx: Ctx, ifMatch: number | undefined): Promise<Kept | undefined> {
    await ctx.db.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`leadConversion:${ctx.tenantId}`}, 0))`);
    const kept = await this.kept(ctx);
    const currentVersion = kept?.version ?? 0;
    if (ifMatch !== undefined && ifMatch !== currentVersion) throw versionMismatch({ currentVersion });
    return kept;
  }

  private kept(ctx: Ctx): Promise<Kept | undefined> {
    return ctx.db.maybe<Kept>(sql`SELECT m.lines, m.version FROM lead_conversion_mappings m WHERE m.tenant_id = ${ctx.tenantId}`);
  }

  private async fields(ctx: Ctx): Promise<Pick<Mapping, 'lead' | 'targets'>> {
    return {
      lead: mappableFields(leadDescriptor, await this.customFields.of(ctx, 'lead')),
      targets: {
        customer: mappableFields(customerDescriptor, await this.customFields.of(ctx, 'customer')),
        contact: mappableFields(contactDescriptor, await this.customFields.of(ctx, 'contact')),
      },
    };
  }

  private async note(ctx: Ctx, before: Kept | undefined, lines: readonly MappingLine[] | null): Promise<void> {
    await this.audit.record(ctx, {
      action: 'leadConversion.mappingChanged',
      object: 'leadConversion',
      before: { lines: before?.lines ?? null },
      after: { lines },
    });
  }
}

type Found = Omit<Issue, 'pointer'> & { member: 'from' | 'to' };

function issueOf({ lead, targets }: Pick<Mapping, 'lead' | 'targets'>, { from, object, to }: MappingLine): Found | undefined {
  const source = lead.find(({ key }) => key === from);
  const target = targets[object].find(({ key }) => key === to);
  if (!source) return { member: 'from', code: 'UNKNOWN_FIELD', message: UNKNOWN };
  if (!target) return { member: 'to', code: 'UNKNOWN_FIELD', message: UNKNOWN };
  return fits(source, target) ? undefined : { member: 'to', code: 'TYPES_DIFFER', message: MISFIT };
}

function twice(lines: readonly MappingLine[], n: number): Found | undefined {
  const { object, to } = lines[n]!;
  const again = lines.findIndex((line) => line.object === object && line.to === to) < n;
  return again ? { member: 'to', code: 'DUPLICATE', message: TWICE } : undefined;
}

const pointed = (found: Found | undefined, n: number): Issue[] => {
  if (!found) return [];
  const { member, ...issue } = found;
  return [{ pointer: `/lines/${n}/${member}`, ...issue }];
};
