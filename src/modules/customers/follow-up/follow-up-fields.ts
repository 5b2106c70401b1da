import { Injectable } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import { conditionSql } from '../../../platform/condition/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { forbidden } from '../../../platform/errors/index.js';
import {
  catalogueFor,
  CustomFields,
  customKey,
  MomentFactory,
  readFilter,
  RecordReader,
  RecordWrites,
  type CustomField,
} from '../../../platform/records/index.js';
import { Dictionaries } from '../../settings/index.js';
import { followUpDescriptor } from './follow-up.descriptor.js';
import { FollowUpMasks } from './follow-up-masks.js';
import { FOLLOW_UP } from './follow-up.policy.js';
import type { FollowUpContents } from './follow-up.requests.js';

type Values = Record<string, unknown>;

/** Items of dictionaries that a follow-up names: what it has already may stay, disabled or not. */
export interface NamedItems {
  typeId: string | null;
  actionTagIds: readonly string[];
}

const mayKnow = (ctx: Ctx): boolean => ctx.ability.can('read', FOLLOW_UP);

/**
 * Values of the enterprise's own fields in follow-ups (DICT-03). Whom no role lets read follow-ups, no field rule binds: to
 * them, such as a service whose key reaches the record alone, these fields are not there.
 */
@Injectable()
export class FollowUpFields {
  constructor(
    private readonly dictionaries: Dictionaries,
    private readonly customFields: CustomFields,
    private readonly writes: RecordWrites,
    private readonly reader: RecordReader,
    private readonly moments: MomentFactory,
    private readonly masks: FollowUpMasks,
  ) {}

  /**
   * The values of a follow-up about to be written under this id; its items of dictionaries are there.
   * @throws forbidden, fieldForbidden, referenceInvalid, validationFailed, filesNotUsable
   */
  async ofNew(ctx: Ctx, id: string, body: FollowUpContents): Promise<Values> {
    await this.check(ctx, body);
    return this.writes.ofNew(ctx, followUpDescriptor, id, body, !mayKnow(ctx));
  }

  /** The values that a change of a locked follow-up writes; undefined where it speaks of none. @throws as `ofNew` */
  async ofChange(ctx: Ctx, id: string, body: FollowUpContents, before: NamedItems): Promise<Values | undefined> {
    await this.check(ctx, body, before);
    return this.writes.ofChange(ctx, followUpDescriptor, id, body);
  }

  /** The values of these follow-ups as the actor may see them, by id; undefined to whom they are not there. */
  async of(ctx: Ctx, ids: readonly string[]): Promise<((id: string) => Values) | undefined> {
    if (!mayKnow(ctx)) return undefined;
    const known = (await this.known(ctx)).length > 0;
    const rows = known ? await this.reader.several<{ id: string; custom: Values }>(ctx, followUpDescriptor, ids) : [];
    const byId = new Map(rows.map(({ id, custom }) => [id, custom]));
    return (id) => byId.get(id) ?? {};
  }

  /**
   * Follow-ups f of which all of this holds: by key of field a value, or values by operator. Where a pool masks a field, asking for
   * it finds none: it would tell what reading does not.
   * @throws validationFailed
   */
  async where(ctx: Ctx, asked: Values): Promise<Sql> {
    const catalogue = catalogueFor(ctx, followUpDescriptor, await this.known(ctx));
    const filter = Object.fromEntries(Object.entries(asked).map(([key, value]) => [customKey(key), value]));
    const holds = conditionSql(readFilter(filter, catalogue), catalogue, await this.moments.of(ctx));
    const found = sql`(SELECT TRUE FROM follow_ups r WHERE r.tenant_id = f.tenant_id AND r.id = f.id AND ${holds}) IS TRUE`;
    const whole = asksForMaskable(await this.known(ctx), asked) ? await this.masks.whole(ctx) : undefined;
    return whole ? sql`${found} AND ${whole}` : found;
  }

  private async check(ctx: Ctx, body: FollowUpContents, before?: NamedItems): Promise<void> {
    if (body.custom !== undefined && !mayKnow(ctx)) throw forbidden();
    const { typeId, actionTagIds } = body;
    const kept = (id: string): boolean => before?.actionTagIds.includes(id.toLowerCase()) === true;
    await this.dictionaries.checkEach(ctx, [
      ...(typeId
        ? [{ pointer: '/typeId', dictionary: 'followUpType', id: typeId, kept: typeId.toLowerCase() === before?.typeId }]
        : []),
      ...(actionTagIds ?? []).map((id, n) => ({ pointer: `/actionTagIds/${n}`, dictionary: 'actionTag', id, kept: kept(id) })),
    ]);
  }

  private async known(ctx: Ctx): Promise<readonly CustomField[]> {
    return mayKnow(ctx) ? this.customFields.of(ctx, FOLLOW_UP) : NONE;
  }
}

const NONE: readonly CustomField[] = [];

/** Types of fields of which a pool may keep something. */
const MASKABLE: ReadonlySet<CustomField['type']> = new Set(['text', 'longText', 'link', 'phone', 'email', 'place']);

const asksForMaskable = (fields: readonly CustomField[], asked: Values): boolean =>
  fields.some(({ key, type }) => key in asked && MASKABLE.has(type));
