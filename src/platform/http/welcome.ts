import type { Config } from '../config/index.js';
import { API_PREFIX } from './application.js';

/** What a newcomer reads in the terminal after `npm start`. */
export function welcome({ http }: Config): string {
  const base = `http://localhost:${http.port}`;
  return `
HighSeas 公海 is running.

  API        ${base}/${API_PREFIX}
  Reference  ${base}/docs

Try first — register an enterprise (注册企业):

  curl -s ${base}/${API_PREFIX}/enterprises -H 'Content-Type: application/json' \\
    -d '{"enterpriseName":"远航科技","registrantName":"陈海","phone":"13800138000","password":"gonghai-2026"}'

The README goes on from there. A filled example enterprise: npm run demo
Ctrl-C stops it; the data stay in .data/.
`;
}
