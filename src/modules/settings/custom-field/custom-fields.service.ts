import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { validationFailed, versionMismatch } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import type { JobView } from '../../../platform/jobs/index.js';
import { freeUniqueValues, holdUniqueField } from '../../../platform/records/index.js';
import { customFieldKeyTaken, customFieldNotFound, tooManyCustomFields } from '../settings.errors.js';
import { choicesOf } from './choices.js';
import { CustomFieldQueries, type FieldRow } from './custom-field.queries.js';
import type { CreateCustomFieldRequest, OrderCustomFieldsRequest, UpdateCustomFieldRequest } from './custom-field.requests.js';
import type { CustomFieldListView, CustomFieldView } from './custom-field.view.js';
import { FieldChecks } from './field-checks.js';
import { FieldJobs } from './field-jobs.js';
import { checkFormula } from './formula-checks.js';
import { keyFromLabel } from './names.js';

const MOST_FIELDS = 200;
/** As amounts have. */
const DECIMALS = 2;
/** A field has one file unless it says otherwise. */
const MAX_FILES = 1;
const INCOMPLETE = text('须列出该对象的全部字段', 'All fields of the object must be listed, each once.');

/** The fields that an enterprise adds to its records (DICT-03). */
@Injectable()
export class CustomFieldsService {
  constructor(
    private readonly queries: CustomFieldQueries,
    private readonly checks: FieldChecks,
    private readonly jobs: FieldJobs,
    private readonly audit: AuditLog,
  ) {}

  async list(ctx: Ctx, object?: string): Promise<CustomFieldListView> {
    return { items: (await this.queries.list(ctx, object)).map(fieldView), page: { nextCursor: null, hasMore: false } };
  }

  async get(ctx: Ctx, id: string): Promise<CustomFieldView> {
    return fieldView(await this.queries.get(ctx, id));
  }

  /** No record has a value yet, so the index is complete from the start. */
  async create(ctx: Ctx, request: CreateCustomFieldRequest): Promise<CustomFieldView> {
    this.checks.object(request.object);
    await this.queries.takeTurn(ctx, request.object);
    const others = await this.queries.list(ctx, request.object);
    if (others.length >= MOST_FIELDS) throw tooManyCustomFields({ limit: MOST_FIELDS });
    const field = newField(ctx, request, others);
    if (others.some(({ key }) => key === field.key)) throw customFieldKeyTaken();
    checkFormula(this.checks.object(field.object), others, undefined, field);
    this.checks.files(field);
    field.defaultValue = await this.checks.defaultOf(ctx, field);
    await this.checks.unique(ctx, undefined, field);
    this.checks.index(others, field);
    await this.queries.insert(ctx, field);
    await this.audit.record(ctx, {
      action: 'customField.created',
      object: 'customField',
      objectId: field.id,
      after: audited(field),
    });
    return this.get(ctx, field.id);
  }

  async update(ctx: Ctx, id: string, request: UpdateCustomFieldRequest, ifMatch?: number): Promise<CustomFieldView> {
    const before = await this.lock(ctx, id, ifMatch);
    const after = changed(before, request);
    const others = await this.queries.list(ctx, before.object);
    if (after.status === 'active') checkFormula(this.checks.object(before.object), others, before, after);
    this.checks.files(after);
    after.defaultValue = await this.checks.defaultOf(ctx, after);
    this.checks.index(others, after);
    await this.checks.unique(ctx, before, after);
    await this.checks.choicesNotUsed(ctx, before, after);
    if (before.status === 'active' && after.status !== 'active') await this.checks.notUsed(ctx, before);
    await this.queries.update(ctx, after);
    if (before.unique !== after.unique) await this.holdOrFree(ctx, after);
    if (before.indexed !== after.indexed) await this.jobs.syncIndex(ctx, id);
    await this.audit.record(ctx, {
      action: 'customField.updated',
      object: 'customField',
      objectId: id,
      before: audited(before),
      after: audited(after),
    });
    return this.get(ctx, id);
  }

  /** Hides the field at once; a job takes its values out of the records and then frees its key. */
  async remove(ctx: Ctx, id: string, ifMatch?: number): Promise<JobView> {
    const field = await this.lock(ctx, id, ifMatch);
    await this.checks.notUsed(ctx, field);
    await this.queries.startRemoving(ctx, id);
    await this.audit.record(ctx, { action: 'customField.deleted', object: 'customField', objectId: id, before: audited(field) });
    return this.jobs.removeValues(ctx, id);
  }

  async reorder(ctx: Ctx, { object, ids }: OrderCustomFieldsRequest): Promise<CustomFieldListView> {
    this.checks.object(object);
    await this.queries.takeTurn(ctx, object);
    const known = new Set(
      (await this.queries.list(ctx, object)).filter(({ status }) => status !== 'removing').map((field) => field.id),
    );
    if (ids.length !== known.size || ids.some((id) => !known.has(id))) {
      throw validationFailed({}, [{ pointer: '/ids', code: 'INCOMPLETE', message: INCOMPLETE }]);
    }
    await this.queries.reorder(ctx, ids);
    return this.list(ctx, object);
  }

  private holdOrFree(ctx: Ctx, { id, object, unique }: FieldRow): Promise<void> {
    return unique ? holdUniqueField(ctx, this.checks.object(object), id) : freeUniqueValues(ctx, { fieldId: id });
  }

  /** @throws customFieldNotFound also while its values are being removed; versionMismatch */
  private async lock(ctx: Ctx, id: string, ifMatch: number | undefined): Promise<FieldRow> {
    const { object } = await this.queries.get(ctx, id);
    await this.queries.takeTurn(ctx, object);
    const field = await this.queries.get(ctx, id);
    if (field.status === 'removing') throw customFieldNotFound();
    if (ifMatch !== undefined && ifMatch !== field.version) throw versionMismatch({ currentVersion: field.version });
    return field;
  }
}

function newField(ctx: Ctx, request: CreateCustomFieldRequest, others: readonly FieldRow[]): FieldRow {
  const now = ctx.now.toISOString();
  return {
    id: newId(),
    object: request.object,
    key: request.key ?? keyFromLabel(request.label, new Set(others.map(({ key }) => key))),
    label: request.label,
    type: request.type,
    choices: choicesOf(request.type, request.choices ?? []),
    required: request.required ?? false,
    unique: request.unique ?? false,
    indexed: request.indexed ?? request.unique ?? false,
    indexBuilding: false,
    defaultValue: request.defaultValue ?? null,
    formula: request.formula ?? null,
    decimals: request.decimals ?? (request.type === 'formula' ? DECIMALS : null),
    maxFiles: request.maxFiles ?? (request.type === 'file' ? MAX_FILES : null),
    fileKinds: request.fileKinds ?? [],
    help: request.help ?? null,
    section: request.section ?? null,
    position: Math.max(0, ...others.map(({ position }) => position)) + 1,
    status: 'active',
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}

function changed(before: FieldRow, request: UpdateCustomFieldRequest): FieldRow {
  const { choices, indexed = before.indexed, ...rest } = request;
  return {
    ...before,
    ...rest,
    choices: choices === undefined ? before.choices : choicesOf(before.type, choices),
    indexed,
    // values that are there already must be copied first
    indexBuilding: indexed && (before.indexBuilding || !before.indexed),
  };
}

const fieldView = ({ choices, ...field }: FieldRow): CustomFieldView => ({
  ...field,
  choices: choices.map(({ code, label, disabled = false }) => ({ code, label, disabled })),
});

const audited = ({ createdAt: _created, updatedAt: _updated, version: _version, ...field }: FieldRow): object => field;
