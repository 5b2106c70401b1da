import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { useWorld } from '../../support/world.js';

const world = useWorld();
const get = (path: string) => request(world.url).get(path);

describe('the reference', () => {
  it('serves the committed document', async () => {
    const answer = await get('/openapi.json');
    expect(answer.body).toEqual(JSON.parse(readFileSync(join(import.meta.dirname, '../../../openapi/openapi.json'), 'utf8')));
  });

  it('is a page whose every part comes from this server, which its policy demands', async () => {
    const page = await get('/docs');
    expect(page.headers['content-type']).toContain('text/html');
    const parts = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path!);
    expect(parts).toHaveLength(4);
    for (const path of parts) expect([path, (await get(path)).status]).toEqual([path, 200]);
    const policy = page.headers['content-security-policy'] as string;
    expect(policy).toContain("default-src 'none'; script-src 'self'");
    expect(policy).not.toMatch(/https:|unsafe-eval/);
  });

  it('hands out nothing else of the package that brings it', async () => {
    expect((await get('/docs/assets/package.json')).status).toBe(404);
    expect((await get('/docs/assets/..%2f..%2f..%2fpackage.json')).status).toBe(404);
  });

  it('leaves answers of the API under the strict policy', async () => {
    const answer = await world.anonymous().get('/captcha-challenges');
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.headers['content-security-policy']).not.toContain('unsafe-inline');
  });
});
