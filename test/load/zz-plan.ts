import { readFileSync } from 'node:fs';
import pg from 'pg';
import { startEmbedded } from '../../src/platform/database/embedded.js';
const { appUrl, stop } = await startEmbedded({ directory: `.data/bench-100000`, throwAway: false });
const T='00000000-0000-7000-8000-000000000001';
const scen = JSON.parse(readFileSync('.data/bench-scenarios.json','utf8'));
const scr = readFileSync('/proc/self/stat','utf8');
const ticks=(pid:number)=>{const f=readFileSync(`/proc/${pid}/stat`,'utf8').split(') ')[1]!.split(' ');return Number(f[11])+Number(f[12]);};
for (const mode of ['unnamed','auto','force_generic_plan','force_custom_plan']) {
  const c=new pg.Client({connectionString:appUrl, options:`-c app.tenant_id=${T} -c jit=off -c random_page_cost=1.1 ${mode==='unnamed'?'':`-c plan_cache_mode=${mode}`}`}); await c.connect();
  const pid=(await c.query('select pg_backend_pid() p')).rows[0].p;
  for (const s of scen.slice(0,5)) { const st=s.statements.at(-1); if(process.env.LIT && !st.done && s.name!=='one-lead'){ const n=st.values.length; st.done=1; st.text=st.text.replace('LIMIT $'+n,'LIMIT 21'); st.values=st.values.slice(0,n-1);} if(process.env.EXPL===s.name && mode==='force_generic_plan'){ await c.query({name:'x'+s.name,text:st.text,values:st.values}); const lit=st.values.map((v:any)=>Array.isArray(v)?`ARRAY['${v.join("','")}']`:`'${v}'`).join(','); await c.query('PREPARE xx AS '+st.text); console.log((await c.query(`EXPLAIN (ANALYZE, BUFFERS) EXECUTE xx(${lit})`)).rows.map((r:any)=>r['QUERY PLAN']).join('\n')); }
    const N=400; const q=()=>c.query(mode==='unnamed'?{text:st.text,values:st.values}:{name:s.name,text:st.text,values:st.values});
    for(let i=0;i<20;i++) await q();
    const t=ticks(pid); for(let i=0;i<N;i++) await q();
    console.log(mode.padEnd(20), s.name.padEnd(14), ((ticks(pid)-t)*10/N).toFixed(3),'ms pg cpu'); }
  if(mode==='auto'){ console.log((await c.query('select name, generic_plans, custom_plans from pg_prepared_statements')).rows); }
  const e=async(n:string,sqls:string[])=>{const N=1000;const t=ticks(pid);for(let i=0;i<N;i++)for(const x of sqls)await c.query(x);console.log(n,((ticks(pid)-t)*10/N).toFixed(3));};
  const bu="SELECT * FROM begin_unit('00000000-0000-7000-8000-000000000001','00000100-0000-7000-8000-000000000001',null,'api','abc')";
  if(mode==='auto'){await e('begin+commit',['BEGIN READ ONLY','COMMIT']);await e('begin;begin_unit + commit',['BEGIN READ ONLY;'+bu,'COMMIT']);await e('select 1',['SELECT 1']);}
  await c.end();
}
await stop();
