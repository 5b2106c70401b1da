import { Injectable } from '@nestjs/common';
import { leavesOf, type Condition } from '../../../platform/condition/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Problem, validationFailed, type Issue } from '../../../platform/errors/index.js';
import { text, type Text } from '../../../platform/i18n/locale.js';
import {
  catalogueFor,
  CustomFields,
  isShown,
  isSortable,
  objectDescriptor,
  readCondition,
  readFilter,
  type Catalogue,
} from '../../../platform/records/index.js';
import { objectNotFound } from '../settings.errors.js';
import type { SavedViewRow } from './saved-view.queries.js';
import type { UpdateViewRequest } from './saved-view.requests.js';

const NO_FIELD = text('没有这个字段', 'There is no such field.');
const NO_SORT = text('不能按此字段排序', 'Lists cannot be sorted by this field.');
const ONE_OF_BOTH = text('condition 与 filter 只能给其一', 'Give either a condition or a filter.');

/** What of a view its author can ask of a list, and what of it others can. */
@Injectable()
export class ViewChecks {
  constructor(private readonly customFields: CustomFields) {}

  /** What the actor may know of an object. @throws objectNotFound also for one that they may not read */
  async catalogue(ctx: Ctx, object: string): Promise<Catalogue> {
    const descriptor = objectDescriptor(object);
    if (!descriptor || !ctx.ability.can('read', object)) throw objectNotFound();
    return catalogueFor(ctx, descriptor, descriptor.customizable ? await this.customFields.of(ctx, object) : []);
  }

  /** The condition to keep; undefined where the body has none. @throws validationFailed with everything that is wrong in the body */
  read(catalogue: Catalogue, body: UpdateViewRequest): Condition | null | undefined {
    const issues: Issue[] = [];
    const condition = gathering(issues, () => conditionOf(catalogue, body));
    for (const [n, key] of (body.columns ?? []).entries())
      if (!isShown(catalogue, key)) issues.push(issue(`/columns/${n}`, 'UNKNOWN_FIELD', NO_FIELD));
    if (body.sort && !isSortable(catalogue, body.sort)) issues.push(issue('/sort', 'NOT_SORTABLE', NO_SORT));
    if (issues.length > 0) throw validationFailed({}, issues);
    return condition;
  }
}

/** Fields of a view that this actor cannot use: they are gone, or hidden from them. */
export function unavailableFields(catalogue: Catalogue, { condition, columns, sort }: SavedViewRow): string[] {
  const asked = condition ? leavesOf(condition as unknown as Condition).map(({ field }) => field) : [];
  const missing = [
    ...asked.filter((key) => !catalogue.field(key)),
    ...columns.filter((key) => !isShown(catalogue, key)),
    ...(sort && !isSortable(catalogue, sort) ? [sort.replace(/^-/, '')] : []),
  ];
  return [...new Set(missing)];
}

function conditionOf(catalogue: Catalogue, { condition, filter }: UpdateViewRequest): Condition | null | undefined {
  if (filter === undefined) return condition ? readCondition(condition, catalogue) : condition;
  if (condition) throw validationFailed({}, [issue('/filter', 'NOT_ALLOWED', ONE_OF_BOTH)]);
  return readFilter(filter, catalogue, '/');
}

function gathering<T>(issues: Issue[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    issues.push(...error.issues);
    return undefined;
  }
}

const issue = (pointer: string, code: string, message: Text): Issue => ({ pointer, code, message });
