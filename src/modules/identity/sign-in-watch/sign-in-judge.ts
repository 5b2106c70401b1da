import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { EventHandlers } from '../../../platform/events/index.js';
import { Notices } from '../../../platform/notices/index.js';
import { deviceOf } from './device.js';
import { oddities, type Visit } from './judgement.js';
import { placeOf, placeText } from './place.js';
import { signInRecorded } from './sign-in.events.js';

/** So many earlier sign-ins are remembered of a person. */
const MEMORY = 200;
/** Failures that are more than a forgotten password: of one person within 15 minutes, from one address within an hour. */
const PERSON_FAILURES = 5;
const ADDRESS = { people: 3, failures: 20 };

interface SignIn extends Visit, Record<string, unknown> {
  id: string;
  employeeId: string;
  sessionId: string | null;
  ip: string;
  browser: string | null;
  system: string | null;
}

interface Alert {
  id: string;
  kind: string;
  key: string;
  employeeId: string | null;
  details: Record<string, unknown>;
}

/** Looks at each sign-in after the fact, and tells administrators and the person what is unusual about it (ACC-09). */
@Injectable()
export class SignInJudge implements OnModuleInit {
  constructor(
    private readonly handlers: EventHandlers,
    private readonly notices: Notices,
  ) {}

  onModuleInit(): void {
    this.handlers.on(signInRecorded, 'identity.judgeSignIn', (ctx, { payload }) => this.judge(ctx, payload.signInId));
  }

  private async judge(ctx: Ctx, id: string): Promise<void> {
    const signIn = await ctx.db.maybe<SignIn>(sql`
      SELECT id, at, employee_id AS "employeeId", session_id AS "sessionId", ip, device, browser, system, country, province, city
      FROM sign_ins WHERE tenant_id = ${ctx.tenantId} AND id = ${id}`);
    if (!signIn) return;
    const alerts = signIn.sessionId === null ? await this.failures(ctx, signIn) : await this.oddities(ctx, signIn);
    const fresh = await this.raise(ctx, signIn, alerts);
    await this.tell(ctx, signIn, fresh);
  }

  private async oddities(ctx: Ctx, signIn: SignIn): Promise<Alert[]> {
    const earlier = await this.earlier(ctx, signIn);
    const { country, province, city } = earlier.find((visit) => visit.country !== null) ?? {};
    const details = { from: { country, province, city } };
    return oddities(signIn, earlier).map((kind) => ({
      id: newId(),
      kind,
      key: `${kind}:${signIn.id}`,
      employeeId: signIn.employeeId,
      details: kind === 'newDevice' ? {} : details,
    }));
  }

  /** What was recorded, or before anything was, the sessions that there were: the one of registering, for example. */
  private async earlier(ctx: Ctx, { employeeId, at, id, sessionId }: SignIn): Promise<Visit[]> {
    const recorded = await ctx.db.query<Visit & Record<string, unknown>>(sql`
      SELECT at, device, country, province, city FROM sign_ins
      WHERE tenant_id = ${ctx.tenantId} AND employee_id = ${employeeId} AND (at, id) < (${at}, ${id}) AND outcome = 'succeeded'
      ORDER BY at DESC, id DESC LIMIT ${MEMORY}`);
    if (recorded.length > 0) return recorded;
    const sessions = await ctx.db.query<{ at: string; ip: string; userAgent: string }>(sql`
      SELECT created_at AS at, ip, user_agent AS "userAgent" FROM sessions
      WHERE tenant_id = ${ctx.tenantId} AND employee_id = ${employeeId} AND id <> ${sessionId} AND created_at < ${at}
      ORDER BY last_used_at DESC LIMIT ${MEMORY}`);
    return sessions.map(({ at: then, ip, userAgent }) => ({ at: then, device: deviceOf(userAgent).device, ...placeOf(ip) }));
  }

  /** One alert an hour for a person, and one for an address; indexes sign_ins_by_employee and sign_ins_failed_from. */
  private async failures(ctx: Ctx, { employeeId, ip, at }: SignIn): Promise<Alert[]> {
    const { mine, from, people } = await ctx.db.one<{ mine: number; from: number; people: number }>(sql`
      SELECT
        (SELECT count(*) FROM sign_ins s WHERE s.tenant_id = ${ctx.tenantId} AND s.employee_id = ${employeeId} AND s.outcome = 'failed'
          AND s.at > ${at}::timestamptz - interval '15 minutes' AND s.at <= ${at}) AS mine,
        count(*) AS "from", count(DISTINCT a.employee_id) AS people
      FROM sign_ins a WHERE a.tenant_id = ${ctx.tenantId} AND a.ip = ${ip} AND a.outcome = 'failed'
        AND a.at > ${at}::timestamptz - interval '1 hour' AND a.at <= ${at}`);
    const hour = at.slice(0, 13);
    const person = { kind: 'manyFailures', key: `manyFailures:${employeeId}:${hour}`, employeeId, details: { count: mine, ip } };
    const address = {
      kind: 'manyFailuresFromAddress',
      key: `manyFailuresFromAddress:${ip}:${hour}`,
      employeeId: null,
      details: { count: from, people, ip },
    };
    return [
      ...(mine >= PERSON_FAILURES ? [{ id: newId(), ...person }] : []),
      ...(people >= ADDRESS.people || from >= ADDRESS.failures ? [{ id: newId(), ...address }] : []),
    ];
  }

  /** Writes them, and answers those that were not there yet: several judges may find the same at once. */
  private raise(ctx: Ctx, { id, at }: SignIn, alerts: Alert[]): Promise<Alert[]> {
    if (alerts.length === 0) return Promise.resolve([]);
    return ctx.db.query<Alert & Record<string, unknown>>(sql`
      INSERT INTO sign_in_alerts (tenant_id, id, at, kind, key, sign_in_id, employee_id, details)
      SELECT ${ctx.tenantId}::uuid, a.id, ${at}::timestamptz, a.kind, a.key, ${id}::uuid, a."employeeId", a.details
      FROM jsonb_to_recordset(${JSON.stringify(alerts)}::jsonb) AS a (id uuid, kind text, key text, "employeeId" uuid, details jsonb)
      ON CONFLICT (tenant_id, key) DO NOTHING
      RETURNING id, kind, key, employee_id AS "employeeId", details`);
  }

  /** One notice a sign-in, whatever is odd about it; those of addresses are for administrators alone. */
  private async tell(ctx: Ctx, signIn: SignIn, alerts: Alert[]): Promise<void> {
    const [alert] = alerts.filter(({ employeeId }) => employeeId !== null);
    if (!alert) return;
    const { employeeId, ip } = signIn;
    const place = placeText(signIn) || ip;
    const device = [signIn.browser, signIn.system].filter((part) => part !== null).join(' / ') || '?';
    const kind = alert.kind === 'manyFailures' ? 'signInFailures' : 'unusualSignIn';
    const oddness = alerts.map((each) => each.kind);
    await this.notices.send(ctx, [
      { employeeId, kind, key: alert.key, content: { ...alert.details, signInId: signIn.id, kinds: oddness, device, place, ip } },
    ]);
  }
}
