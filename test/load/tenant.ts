import pg from 'pg';
import type { Bench } from './bench.js';

/** Does something as the owner of the tables, in the name of the large enterprise. */
export async function inEnterprise<T>({ ownerUrl, data }: Bench, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl, options: `-c app.tenant_id=${data.tenantId}` });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
