import { Injectable } from '@nestjs/common';
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { openTo, scoped } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { decodeCursor, type ObjectDescriptor, type Sort } from '../../../platform/records/index.js';
import { isPoolable } from '../../pools/index.js';
import { contactPolicy } from '../contact/contacts.policy.js';
import { readable } from './follow-up.policy.js';
import { followUpSubjects, type FollowUpLink, type FollowUpSubject } from './follow-up-subject.js';
import type { CreateLeadFollowUpRequest, FollowUpFilter } from './follow-up.requests.js';

/** A follow-up as it is read: the view, and for each kind of record that it may be of what its sight decides by. */
export type FollowUpRow = Record<string, unknown> & { id: string; at: string; nextContactAt: string | null };

/** A follow-up that a list may show. */
export type Candidate = { id: string; at: string; permitted: boolean };

/** The records that a new follow-up was written on, by column. */
export type LinkedIds = Record<FollowUpLink, string | null>;

export const NEWEST_FIRST: Sort = {
  key: 'at',
  descending: true,
  type: 'timestamp',
  nullable: false,
  expression: raw('f.at'),
};

/** Whose follow-ups a list shows; `named`: a record or an author is named, nothing else narrows it. */
export type Authors = 'own' | 'subordinates' | 'all';

@Injectable()
export class FollowUpQueries {
  /** Writes a follow-up on a row that is locked; what it hangs below is read from that row. */
  insert(
    ctx: Ctx,
    subject: FollowUpSubject,
    recordId: string,
    { id, custom, ...body }: CreateLeadFollowUpRequest & { id: string },
  ): Promise<LinkedIds> {
    const links = Object.entries(subject.links);
    const columns = raw(links.map(([column]) => column).join(', '));
    const values = join(
      links.map(([, value]) => value),
      ', ',
    );
    const { place } = body;
    return ctx.db.one<LinkedIds>(sql`
      INSERT INTO follow_ups (tenant_id, id, ${columns}, method, type_id, action_tag_ids, content, degree, next_contact_at, address, longitude, latitude, voice_seconds, custom, at, created_at, created_by)
      SELECT ${ctx.tenantId}::uuid, ${id}::uuid, ${values}, ${body.method}, ${body.typeId ?? null}::uuid, ${body.actionTagIds ?? []}::uuid[], ${body.content ?? ''}, ${body.degree ?? null}::text,
        ${body.nextContactAt ?? null}::timestamptz, ${place?.address ?? null}::text, ${place?.longitude ?? null}::double precision, ${place?.latitude ?? null}::double precision,
        ${body.voiceSeconds ?? null}::integer, ${JSON.stringify(custom)}::jsonb, ${ctx.now}::timestamptz, ${ctx.now}::timestamptz, ${ctx.actor.employeeId}::uuid
      FROM ${raw(subject.descriptor.table)} r WHERE r.id = ${recordId}::uuid
      RETURNING lead_id, customer_id`);
  }

  /**
   * Links contacts of the follow-up's customer that the actor may see; answers which of these ids it names now, also those whose
   * contact has moved since. One that is being removed is waited for.
   */
  async linkContacts(ctx: Ctx, id: string, contactIds: readonly string[]): Promise<Set<string>> {
    const rows = await ctx.db.query<{ id: string }>(sql`
      WITH linked AS (
        INSERT INTO follow_up_contacts (tenant_id, follow_up_id, contact_id, at)
        SELECT f.tenant_id, f.id, r.id, f.at FROM follow_ups f JOIN contacts r ON r.tenant_id = f.tenant_id AND r.customer_id = f.customer_id
        WHERE f.id = ${id}::uuid AND r.id = ANY (${contactIds}::uuid[]) AND ${scoped(ctx, 'read', contactPolicy)}
        FOR KEY SHARE OF r ON CONFLICT DO NOTHING
        RETURNING contact_id AS id
      )
      SELECT l.id FROM linked l UNION
      SELECT k.contact_id FROM follow_up_contacts k WHERE k.follow_up_id = ${id}::uuid AND k.contact_id = ANY (${contactIds}::uuid[])`);
    return new Set(rows.map((row) => row.id));
  }

  /** Takes off the contacts that the actor sees on the follow-up, but for these. */
  async unlinkContacts(ctx: Ctx, id: string, except: readonly string[]): Promise<void> {
    await ctx.db.run(sql`
      DELETE FROM follow_up_contacts k WHERE k.follow_up_id = ${id}::uuid AND k.contact_id <> ALL (${except}::uuid[])
        AND k.contact_id IN (SELECT r.id ${linkedSql(ctx, sql`${id}::uuid`)})`);
  }

  /** What every follow-up changes of the record that it is about. An absent next contact leaves the plan as it is. */
  async touch(
    ctx: Ctx,
    { descriptor, hasDegree }: FollowUpSubject,
    id: string,
    { nextContactAt, degree }: CreateLeadFollowUpRequest,
  ): Promise<void> {
    const next = nextContactAt === undefined ? empty : sql`next_contact_at = ${nextContactAt}::timestamptz,`;
    const degreeNow = hasDegree && degree !== undefined ? sql`degree = ${degree},` : empty;
    await ctx.db.run(sql`
      UPDATE ${raw(descriptor.table)} r SET last_follow_up_at = ${ctx.now}, follow_up_count = r.follow_up_count + 1, ${next} ${degreeNow}
        version = r.version + 1, updated_at = ${ctx.now}, updated_by = ${ctx.actor.employeeId}::uuid
      WHERE r.id = ${id}::uuid`);
  }

  /** Those of these follow-ups that the actor may read. */
  async readableOnes(ctx: Ctx, ids: readonly string[]): Promise<string[]> {
    const rows = await ctx.db.query<{ id: string }>(
      sql`SELECT f.id FROM follow_ups f WHERE f.id = ANY (${ids}::uuid[]) AND ${readable(ctx)}`,
    );
    return rows.map(({ id }) => id);
  }

  one(ctx: Ctx, id: string): Promise<FollowUpRow | undefined> {
    return ctx.db.maybe<FollowUpRow>(
      sql`SELECT ${columnsOf(ctx)} FROM follow_ups f ${JOINS} WHERE f.id = ${id}::uuid AND ${readable(ctx)}`,
    );
  }

  /**
   * The newest follow-ups that are asked for, each with whether the actor may read it: who lists what colleagues wrote must
   * not pay for all that they wrote on other people's records. Index: follow_ups_of_lead, follow_ups_of_customer,
   * follow_up_contacts_of_contact, follow_ups_by_author (one look per author) or follow_ups_by_time.
   */
  candidates(
    ctx: Ctx,
    filter: FollowUpFilter,
    authors: Authors,
    { look, cursor, where }: { look: number; cursor: string | undefined; where: Sql | undefined },
  ): Promise<Candidate[]> {
    const ids = newestSql(ctx, filter, authors, look, [...behind(cursor, positionOf(filter)), ...(where ? [where] : [])]);
    return ctx.db.query<Candidate>(sql`
      SELECT p.id, p.at, ${namesRecord(filter) ? raw('TRUE') : readable(ctx)} AS permitted
      FROM (${ids}) p JOIN follow_ups f ON f.tenant_id = ${ctx.tenantId}::uuid AND f.id = p.id ORDER BY p.at DESC, p.id DESC`);
  }

  /** These follow-ups, in this order; who asks has made sure that the actor may read them. */
  rows(ctx: Ctx, ids: readonly string[]): Promise<FollowUpRow[]> {
    return ctx.db.query<FollowUpRow>(sql`
      SELECT ${columnsOf(ctx)} FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS p(id, n)
      JOIN follow_ups f ON f.tenant_id = ${ctx.tenantId}::uuid AND f.id = p.id ${JOINS} ORDER BY p.n`);
  }
}

/** Whether one record is named: who may read it may read all of its follow-ups, which is asked once. */
export const namesRecord = (filter: FollowUpFilter): boolean => followUpSubjects().some(({ object }) => `${object}Id` in filter);

function newestSql(ctx: Ctx, filter: FollowUpFilter, authors: Authors, look: number, more: Sql[]): Sql {
  const where = join([...askedSql(ctx, filter), ...more, raw('TRUE')], ' AND ');
  const ordered = raw(`ORDER BY f.at DESC, f.id DESC LIMIT ${look}`);
  const me = sql`${ctx.actor.employeeId}::uuid`;
  if (filter.contactId)
    return sql`SELECT f.id, f.at FROM follow_up_contacts k JOIN follow_ups f ON f.tenant_id = k.tenant_id AND f.id = k.follow_up_id
      WHERE k.contact_id = ${filter.contactId}::uuid AND ${where} ORDER BY k.at DESC, k.follow_up_id DESC LIMIT ${raw(String(look))}`;
  if (authors === 'subordinates')
    return sql`SELECT f.id, f.at FROM visibility v CROSS JOIN LATERAL (
        SELECT f.id, f.at FROM follow_ups f WHERE f.created_by = v.owner_id AND ${where} ${ordered}) f
      WHERE v.viewer_id = ${me} ${ordered}`;
  return sql`SELECT f.id, f.at FROM follow_ups f WHERE ${authors === 'own' ? sql`f.created_by = ${me} AND` : empty} ${where} ${ordered}`;
}

/** What the filter asks of follow-up f. A record or contact that the actor may not read has none: asked once, not per row. */
function askedSql(ctx: Ctx, { createdBy, contactId, method, from, to, custom: _custom, ...records }: FollowUpFilter): Sql[] {
  const asked: Sql[] = [];
  if (createdBy) asked.push(sql`f.created_by = ${createdBy}::uuid`);
  if (method) asked.push(sql`f.method = ${method}`);
  if (from) asked.push(sql`f.at >= ${from}::timestamptz`);
  if (to) asked.push(sql`f.at < ${to}::timestamptz`);
  if (contactId) asked.push(mayRead(ctx, { table: 'contacts', policy: contactPolicy }, contactId));
  for (const { object, descriptor, column } of followUpSubjects()) {
    const id = (records as Record<string, string | undefined>)[`${object}Id`];
    if (id) asked.push(sql`${raw(`f.${column}`)} = ${id}::uuid`, mayRead(ctx, descriptor, id));
  }
  return asked;
}

const mayRead = (ctx: Ctx, { table, policy }: Pick<ObjectDescriptor, 'table' | 'policy'>, id: string): Sql =>
  sql`(SELECT TRUE FROM ${raw(table)} r WHERE r.id = ${id}::uuid AND ${openTo(ctx, policy)}) IS TRUE`;

const positionOf = ({ contactId }: FollowUpFilter): string => (contactId ? 'k.at, k.follow_up_id' : 'f.at, f.id');

function behind(cursor: string | undefined, position: string): Sql[] {
  if (cursor === undefined) return [];
  const { value, id } = decodeCursor(NEWEST_FIRST, cursor);
  return [sql`(${raw(position)}) < (${value}::timestamptz, ${id}::uuid)`];
}

const JOINS = sql`
  JOIN employees e ON e.tenant_id = f.tenant_id AND e.id = f.created_by
  LEFT JOIN dictionary_items y ON y.tenant_id = f.tenant_id AND y.id = f.type_id`;

/** Each record comes as its sight needs it; one that the actor may not read comes as null. */
function columnsOf(ctx: Ctx): Sql {
  const records = followUpSubjects().map(({ object, descriptor, column }) => {
    const poolId = isPoolable(object) ? raw(`'poolId', r.pool_id,`) : empty;
    return sql`, (SELECT jsonb_build_object(${poolId} 'name', r.name) FROM ${raw(descriptor.table)} r
      WHERE r.id = ${raw(`f.${column}`)} AND ${openTo(ctx, descriptor.policy)}) AS ${raw(`"$${object}"`)}`;
  });
  return sql`f.id, f.lead_id AS "leadId", f.customer_id AS "customerId", f.method, f.type_id AS "typeId", y.label AS "typeLabel", f.content, f.degree, f.next_contact_at AS "nextContactAt",
    CASE WHEN num_nonnulls(f.address, f.longitude) > 0 THEN jsonb_build_object('address', f.address, 'longitude', f.longitude, 'latitude', f.latitude) END AS place,
    f.voice_seconds AS "voiceSeconds", f.at, f.created_by AS "createdBy", e.name AS "createdByName", f.updated_at AS "updatedAt", f.updated_by AS "updatedBy", f.version,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'label', d.label) ORDER BY d.position, d.id), '[]') FROM dictionary_items d WHERE d.tenant_id = f.tenant_id AND d.id = ANY (f.action_tag_ids)) AS "actionTags", ${contactsOf(ctx)} AS contacts${join(records, '')}`;
}

const contactsOf = (ctx: Ctx): Sql =>
  sql`(SELECT coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) ORDER BY r.name_pinyin, r.id), '[]') ${linkedSql(ctx, raw('f.id'))})`;

/** Contacts r whom a follow-up was about, as far as the actor sees them and their names. */
const linkedSql = (
  ctx: Ctx,
  followUpId: Sql,
): Sql => sql`FROM follow_up_contacts k JOIN contacts r ON r.tenant_id = k.tenant_id AND r.id = k.contact_id
  WHERE k.follow_up_id = ${followUpId} AND ${ctx.ability.hiddenFields('contact').has('name') ? raw('FALSE') : scoped(ctx, 'read', contactPolicy)}`;
