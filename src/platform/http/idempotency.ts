import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import { idempotencyKeyInUse, idempotencyKeyReused, validationFailed } from '../errors/index.js';
import { text } from '../i18n/locale.js';
import type { AppReply, AppRequest } from './request.js';

interface Kept extends Record<string, unknown> {
  fingerprint: string;
  status: number;
  body: string | null;
}

/** Same key and body within 24 hours → the same answer, and the work is done once (IETF draft-ietf-httpapi-idempotency-key-header). */
@Injectable()
export class Idempotency {
  async once(ctx: Ctx, key: string, request: AppRequest, reply: AppReply, handle: () => Promise<unknown>): Promise<unknown> {
    if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw invalidKey();
    const fingerprint = createHash('sha256')
      .update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`)
      .digest('hex');
    await this.lock(ctx, key);
    const kept = await this.kept(ctx, key);
    if (kept) return this.replay(kept, fingerprint, reply);
    const answer = await handle();
    await this.keep(ctx, key, fingerprint, reply, answer);
    return answer;
  }

  /** Held until the transaction ends: a second request with the key learns at once that the first is running. */
  private async lock(ctx: Ctx, key: string): Promise<void> {
    const name = `${ctx.tenantId}:${ctx.actor.employeeId}:${key}`;
    const { free } = await ctx.db.one<{ free: boolean }>(
      sql`SELECT pg_try_advisory_xact_lock(hashtextextended(${name}, 7)) AS free`,
    );
    if (!free) throw idempotencyKeyInUse();
  }

  private kept(ctx: Ctx, key: string): Promise<Kept | undefined> {
    return ctx.db.maybe<Kept>(sql`SELECT fingerprint, status, body FROM idempotency_keys
      WHERE actor_id = ${ctx.actor.employeeId} AND key = ${key} AND created_at > now() - interval '24 hours'`);
  }

  private replay(kept: Kept, fingerprint: string, reply: AppReply): unknown {
    if (kept.fingerprint !== fingerprint) throw idempotencyKeyReused();
    reply.status(kept.status).header('Idempotent-Replayed', 'true');
    return kept.body === null ? undefined : (JSON.parse(kept.body) as unknown);
  }

  private async keep(ctx: Ctx, key: string, fingerprint: string, reply: AppReply, answer: unknown): Promise<void> {
    await ctx.db.run(sql`INSERT INTO idempotency_keys (tenant_id, actor_id, key, fingerprint, status, body)
      VALUES (${ctx.tenantId}, ${ctx.actor.employeeId}, ${key}, ${fingerprint}, ${reply.statusCode}, ${answer === undefined ? null : JSON.stringify(answer)})
      ON CONFLICT (tenant_id, actor_id, key) DO UPDATE
        SET fingerprint = excluded.fingerprint, status = excluded.status, body = excluded.body, created_at = now()`);
  }
}

const invalidKey = (): Error =>
  validationFailed({}, [
    {
      pointer: '?Idempotency-Key',
      code: 'INVALID_KEY',
      message: text('幂等键须为 1 至 255 个可见字符', 'An idempotency key has 1 to 255 visible ASCII characters.'),
    },
  ]);
