import { readFileSync } from 'node:fs';
import pg from 'pg';
import { startEmbedded } from '../../src/platform/database/embedded.js';
const { ownerUrl, stop } = await startEmbedded({ directory: `.data/bench-100000`, throwAway: false });
const ticks=(pid:number)=>{const f=readFileSync(`/proc/${pid}/stat`,'utf8').split(') ')[1]!.split(' ');return Number(f[11])+Number(f[12]);};
const c=new pg.Client({connectionString:ownerUrl, options:'-c app.tenant_id=00000000-0000-7000-8000-000000000001 -c jit=off -c max_parallel_workers_per_gather=0'}); await c.connect();
const pid=(await c.query('select pg_backend_pid() p')).rows[0].p;
await c.query(`CREATE OR REPLACE FUNCTION big2(s text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$ SELECT array_agg(DISTINCT a || b) FROM (SELECT c AS a, lead(c) OVER () AS b FROM unnest(string_to_array(lower(s), NULL)) c) t WHERE b IS NOT NULL $$`);
await c.query(`CREATE OR REPLACE FUNCTION big3(s text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE AS $$ DECLARE a text[] := string_to_array(lower(s), NULL); r text[]; BEGIN SELECT array_agg(x || y) INTO r FROM unnest(a, a[2:]) u(x,y) WHERE y IS NOT NULL; RETURN r; END $$`);
await c.query(`CREATE OR REPLACE FUNCTION big4(s text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$ SELECT regexp_split_to_array(s, '') $$`);
await c.query(`CREATE OR REPLACE FUNCTION big5(s text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$ SELECT ARRAY(SELECT x || y FROM unnest(string_to_array(lower(s), NULL), (string_to_array(lower(s), NULL))[2:]) u(x,y) WHERE y IS NOT NULL) $$`);
await c.query(`CREATE OR REPLACE FUNCTION big6(input text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE AS $$ DECLARE before text; letter text; pairs text[] := '{}'; BEGIN FOREACH letter IN ARRAY string_to_array(lower(input), NULL) LOOP IF letter = ' ' THEN before := NULL; ELSE IF before IS NOT NULL THEN pairs := pairs || (before || letter); END IF; before := letter; END IF; END LOOP; RETURN pairs; END $$`);
await c.query(`CREATE OR REPLACE FUNCTION big7(input text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$ SELECT string_to_array(regexp_replace(input, '(.)(?=(.))', '\\1\\2|', 'g'), '|') $$`);
const N=(await c.query('select count(*)::int n, avg(length(search_text)) a from (select search_text from leads limit 50000) t')).rows[0]; console.log(N);
for (const f of ['length(search_text)', 'cardinality(bigrams(search_text))','cardinality(big6(search_text))','cardinality(big7(search_text))','cardinality(big2(search_text))','cardinality(big3(search_text))','cardinality(big5(search_text))', 'cardinality(string_to_array(lower(search_text),NULL))']) {
  try { await c.query(`select sum(${f}) from (select search_text from leads limit 1000) t`); const t=ticks(pid); await c.query(`select sum(${f}) from (select search_text from leads limit 50000) t`); console.log(f, ((ticks(pid)-t)*10000/N.n).toFixed(1),'µs'); } catch(e) { console.log(f, String(e)); }
}
for (const f of ['big6','big7','big2','big3','big4','big5']) await c.query(`DROP FUNCTION ${f}`);
await c.end(); await stop();
