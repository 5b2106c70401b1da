import pg from 'pg';
import { SECTIONS } from './schema-dump.queries.js';

const HEADER = '-- What all migrations together make of schema public. Written by `npm run schema:dump`; a test compares it.';

/**
 * Everything that schema `public` of a database holds, as deterministic text: the same migrations give the same text on
 * any server and under any owner's name.
 */
export async function dumpSchema(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // Names without the schema in front, whatever the login's own search_path is.
    await client.query('SET search_path = public');
    const sections: string[] = [HEADER];
    for (const [title, query] of SECTIONS) {
      const { rows } = await client.query<{ line: string }>(query);
      if (rows.length > 0) sections.push(`-- ${title}`, rows.map(({ line }) => line).join('\n'));
    }
    return `${sections.join('\n\n')}\n`;
  } finally {
    await client.end();
  }
}
