import type { AccessTokens } from '../../src/platform/auth/access-tokens.js';
import type { Dataset } from '../load/dataset.js';
import { Client } from '../support/client.js';
import { query } from '../support/test-server.js';

/** A client for somebody of a generated enterprise. */
export async function signedInAs(
  { url, tokens, ownerUrl, data }: { url: string; tokens: AccessTokens; ownerUrl: string; data: Dataset },
  employeeId: string,
): Promise<Client> {
  const who = { accountId: data.accountOf(employeeId), tenantId: data.tenantId, employeeId };
  const sessionId = employeeId.replace(/^00000100/, '00000800');
  await query(
    ownerUrl,
    `INSERT INTO sessions (id, account_id, tenant_id, employee_id, created_at, last_used_at, expires_at)
    VALUES ($1, $2, $3, $4, now(), now(), now() + interval '1 day') ON CONFLICT DO NOTHING`,
    [sessionId, who.accountId, who.tenantId, employeeId],
  );
  return new Client(url, tokens.issue({ ...who, sessionId }));
}
