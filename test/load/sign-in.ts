import { createSecretKey, hkdfSync } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { query } from '../support/test-server.js';
import type { Bench } from './bench.js';

/** Access tokens of the three people in whose name requests are measured. */
export interface Tokens {
  salesperson: string;
  manager: string;
  administrator: string;
}

/** Signs them in without a password: their sessions are written, their tokens signed with the secret of the run. */
export async function signIn({ ownerUrl, data, secret }: Bench): Promise<Tokens> {
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'access-tokens', 32)));
  const token = async (employeeId: string): Promise<string> => {
    const accountId = data.accountOf(employeeId);
    const sessionId = employeeId.replace(/^00000100/, '00000800');
    // elevated ahead of time: long work asks for it hours later
    await query(
      ownerUrl,
      `INSERT INTO sessions (id, account_id, tenant_id, employee_id, created_at, last_used_at, expires_at, elevated_at)
        VALUES ($1, $2, $3, $4, now(), now(), now() + interval '1 day', now() + interval '1 day')
        ON CONFLICT (id) DO UPDATE SET expires_at = excluded.expires_at, elevated_at = excluded.elevated_at`,
      [sessionId, accountId, data.tenantId, employeeId],
    );
    return jwt.sign({ sub: accountId, tid: data.tenantId, eid: employeeId, sid: sessionId }, key, {
      issuer: 'highseas',
      expiresIn: '12h',
    });
  };
  return {
    salesperson: await token(data.salesperson),
    manager: await token(data.manager),
    administrator: await token(data.administrator),
  };
}
