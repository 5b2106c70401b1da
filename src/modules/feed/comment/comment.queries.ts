import { Injectable } from '@nestjs/common';
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { decodeCursor, type Sort } from '../../../platform/records/index.js';
import { commentables, type Commentable } from './commentable.js';
import type { CreateCommentRequest } from './comment.requests.js';
import type { CommentView } from './comment.view.js';

/** For how long people may take their comments back where the enterprise has not said. */
export const DEFAULT_MINUTES = 5;

export const OLDEST_FIRST: Sort = {
  key: 'at',
  descending: false,
  type: 'timestamp',
  nullable: false,
  expression: raw('c.at'),
};

export type CommentRow = Omit<CommentView, 'files'> & Record<string, unknown>;

/** Whom a comment concerns, and what they are told. */
export interface Concerned {
  recordId: string;
  authorId: string;
  authorName: string;
  content: string;
  ownerId: string | null;
  answeredId: string | null;
  mentionIds: string[];
}

@Injectable()
export class CommentQueries {
  /** Whether the actor may read what is commented on. */
  async isReadable(ctx: Ctx, commentable: Commentable, recordId: string): Promise<boolean> {
    const { readable } = await ctx.db.one<{ readable: boolean }>(
      sql`SELECT ${readableSql(ctx, commentable, recordId)} AS readable`,
    );
    return readable;
  }

  /** The same, and keeps it from being removed until the transaction ends: a comment stands on something that is there. */
  async holdReadable(ctx: Ctx, { table, id, readable }: Commentable, recordId: string): Promise<boolean> {
    const held = await ctx.db.maybe(
      sql`SELECT 1 FROM ${raw(table)} WHERE ${raw(id)} = ${recordId}::uuid AND ${readable(ctx)} FOR KEY SHARE OF ${raw(aliasOf(table))}`,
    );
    return held !== undefined;
  }

  /** Those of these comments that stand on something that the actor may read. */
  async readableOnes(ctx: Ctx, commentIds: readonly string[]): Promise<string[]> {
    const tests = commentables().map(
      ({ object, table, id, readable }) =>
        sql`(c.object = ${object} AND EXISTS (SELECT FROM ${raw(table)} WHERE ${raw(id)} = c.record_id AND ${readable(ctx)}))`,
    );
    const rows = await ctx.db.query<{ id: string }>(
      sql`SELECT c.id FROM comments c WHERE c.id = ANY (${commentIds}::uuid[]) AND (${join(tests, ' OR ')})`,
    );
    return rows.map(({ id }) => id);
  }

  /** Active employees among these. */
  async employees(ctx: Ctx, ids: readonly string[]): Promise<Set<string>> {
    const rows = await ctx.db.query<{ id: string }>(
      sql`SELECT e.id FROM employees e WHERE e.id = ANY (${ids}::uuid[]) AND e.status = 'active' AND e.kind = 'person'`,
    );
    return new Set(rows.map(({ id }) => id));
  }

  async isOf(ctx: Ctx, id: string, object: string, recordId: string): Promise<boolean> {
    const found = await ctx.db.maybe(
      sql`SELECT 1 FROM comments c WHERE c.id = ${id}::uuid AND c.object = ${object} AND c.record_id = ${recordId}::uuid`,
    );
    return found !== undefined;
  }

  async insert(ctx: Ctx, id: string, body: CreateCommentRequest): Promise<void> {
    await ctx.db.run(sql`
      WITH written AS (
        INSERT INTO comments (tenant_id, id, object, record_id, reply_to_id, content, at, created_by)
        VALUES (${ctx.tenantId}, ${id}, ${body.object}, ${body.recordId}, ${body.replyToId ?? null}, ${body.content ?? ''}, ${ctx.now}, ${ctx.actor.employeeId})
      )
      INSERT INTO comment_mentions (tenant_id, comment_id, employee_id)
      SELECT ${ctx.tenantId}::uuid, ${id}::uuid, m FROM unnest(${body.mentionIds ?? []}::uuid[]) m`);
  }

  /** Oldest first, as a conversation is read. Index: comments_of_record. */
  list(ctx: Ctx, object: string, recordId: string, limit: number, cursor: string | undefined): Promise<CommentRow[]> {
    const after = cursor === undefined ? undefined : decodeCursor(OLDEST_FIRST, cursor);
    return ctx.db.query<CommentRow>(sql`${selectSql(ctx)}
      WHERE c.object = ${object} AND c.record_id = ${recordId}::uuid ${after ? sql`AND (c.at, c.id) > (${after.value}::timestamptz, ${after.id}::uuid)` : empty}
      ORDER BY c.at, c.id LIMIT ${raw(String(limit))}`);
  }

  one(ctx: Ctx, id: string): Promise<CommentRow | undefined> {
    return ctx.db.maybe<CommentRow>(sql`${selectSql(ctx)} WHERE c.id = ${id}::uuid`);
  }

  /** Whether it was still there. */
  async delete(ctx: Ctx, id: string): Promise<boolean> {
    return (await ctx.db.run(sql`DELETE FROM comments c WHERE c.id = ${id}::uuid`)) === 1;
  }

  async deleteOf(ctx: Ctx, object: string, recordId: string): Promise<string[]> {
    const rows = await ctx.db.query<{ id: string }>(
      sql`DELETE FROM comments c WHERE c.object = ${object} AND c.record_id = ${recordId}::uuid RETURNING c.id`,
    );
    return rows.map(({ id }) => id);
  }

  /** What notices quote of these comments. Index: notices_by_key. */
  async emptyNotices(ctx: Ctx, ids: readonly string[]): Promise<void> {
    await ctx.db.run(sql`UPDATE notices SET content = jsonb_set(content, '{excerpt}', '""')
      WHERE tenant_id = ${ctx.tenantId} AND key = ANY (${ids.map((id) => `comment:${id}`)}::text[])`);
  }

  async counts(ctx: Ctx, object: string, recordIds: readonly string[]): Promise<Map<string, number>> {
    if (recordIds.length === 0) return new Map();
    const rows = await ctx.db.query<{ id: string; n: number }>(sql`SELECT c.record_id AS id, count(*) AS n FROM comments c
      WHERE c.object = ${object} AND c.record_id = ANY (${recordIds}::uuid[]) GROUP BY c.record_id`);
    return new Map(rows.map(({ id, n }) => [id, n]));
  }

  /** The owner or author of what the comment is on, the author of what it answers, those named in it. */
  async concerned(ctx: Ctx, { table, id, tells }: Commentable, commentId: string): Promise<Concerned | undefined> {
    const owner = tells ? sql`(SELECT ${raw(tells)} FROM ${raw(table)} WHERE ${raw(id)} = c.record_id)` : raw('NULL::uuid');
    return ctx.db.maybe<Concerned & Record<string, unknown>>(sql`
      SELECT c.record_id AS "recordId", c.created_by AS "authorId", a.name AS "authorName", c.content, ${owner} AS "ownerId", p.created_by AS "answeredId",
        (SELECT coalesce(array_agg(m.employee_id), '{}') FROM comment_mentions m WHERE m.comment_id = c.id) AS "mentionIds"
      FROM comments c JOIN employees a ON a.tenant_id = c.tenant_id AND a.id = c.created_by
      LEFT JOIN comments p ON p.tenant_id = c.tenant_id AND p.id = c.reply_to_id
      WHERE c.id = ${commentId}::uuid`);
  }
}

const selectSql = (ctx: Ctx): Sql =>
  sql`SELECT c.id, c.object, c.record_id AS "recordId", c.reply_to_id AS "replyToId", pe.name AS "replyToName", c.content, c.at,
      c.created_by AS "createdBy", e.name AS "createdByName",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', me.id, 'name', me.name) ORDER BY me.name, me.id), '[]') FROM comment_mentions m
        JOIN employees me ON me.tenant_id = m.tenant_id AND me.id = m.employee_id WHERE m.comment_id = c.id) AS mentions,
      CASE WHEN c.created_by = ${ctx.actor.employeeId}::uuid AND s.until > ${ctx.now}::timestamptz THEN s.until END AS "deletableUntil"
    FROM comments c JOIN employees e ON e.tenant_id = c.tenant_id AND e.id = c.created_by
    LEFT JOIN comments p ON p.tenant_id = c.tenant_id AND p.id = c.reply_to_id
    LEFT JOIN employees pe ON pe.tenant_id = p.tenant_id AND pe.id = p.created_by
    CROSS JOIN LATERAL (SELECT c.at + make_interval(mins => coalesce((SELECT deletable_minutes FROM comment_settings), ${DEFAULT_MINUTES}::integer)) AS until) s`;

const aliasOf = (table: string): string => table.split(' ').at(-1)!;

export const readableSql = (ctx: Ctx, { table, id, readable }: Commentable, recordId: string): Sql =>
  sql`EXISTS (SELECT FROM ${raw(table)} WHERE ${raw(id)} = ${recordId}::uuid AND ${readable(ctx)})`;
