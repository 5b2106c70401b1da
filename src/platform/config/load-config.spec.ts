import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, loadConfig } from './load-config.js';

const base = { NODE_ENV: 'test', DATABASE_URL: 'postgres://owner:pw@localhost/highseas' };

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  it("steps down to the application's role when only the owner's address is given", () => {
    expect(loadConfig(base).database).toMatchObject({ appUrl: base.DATABASE_URL, assumeRole: 'highseas_app' });
  });

  it('assumes no role when the application has a login of its own', () => {
    const { database } = loadConfig({ ...base, DATABASE_APP_URL: 'postgres://app:pw@localhost/highseas' });
    expect(database.appUrl).toBe('postgres://app:pw@localhost/highseas');
    expect(database).not.toHaveProperty('assumeRole');
  });

  it('names every problem at once', () => {
    const problems = problemsOf({ NODE_ENV: 'production', PORT: 'eighty', ROLE: 'boss', MAIL_GATEWAY: 'smtp' });
    for (const name of ['DATABASE_URL', 'HIGHSEAS_SECRET', 'PORT', 'ROLE', 'MAIL_URL', 'MAIL_FROM']) {
      expect(problems).toContainEqual(expect.stringMatching(new RegExp(`^${name} `)));
    }
  });

  it('never repeats an address, which may hold a password', () => {
    expect(problemsOf({ ...base, DATABASE_URL: 'mysql://me:hunter2@db/x' }).join()).not.toContain('hunter2');
  });

  it('refuses a secret that is too short or not base64', () => {
    expect(problemsOf({ ...base, HIGHSEAS_SECRET: 'c2hvcnQ=' })).toHaveLength(1);
    expect(problemsOf({ ...base, HIGHSEAS_SECRET: '!'.repeat(64) })).toHaveLength(1);
    expect(loadConfig({ ...base, HIGHSEAS_SECRET: Buffer.alloc(32, 7).toString('base64') }).auth.secret).toEqual(
      Buffer.alloc(32, 7),
    );
  });

  it('treats an empty variable as absent', () => {
    expect(loadConfig({ ...base, PORT: '', DATABASE_APP_URL: ' ' }).http.port).toBe(3000);
  });

  it('cannot be changed after it was read', () => {
    const config = loadConfig(base);
    expect(() => Object.assign(config.http, { port: 1 })).toThrow(TypeError);
  });

  it("keeps a developer's secret between two starts, readable by its owner alone", () => {
    const directory = mkdtempSync(join(tmpdir(), 'highseas-config-'));
    const env = { ...base, NODE_ENV: 'development', DATA_DIRECTORY: directory };
    const first = loadConfig(env).auth.secret;
    expect(first).toHaveLength(32);
    expect(loadConfig(env).auth.secret).toEqual(first);
    expect(readFileSync(join(directory, 'secret'))).toEqual(first);
    expect(statSync(join(directory, 'secret')).mode & 0o777).toBe(0o600);
    rmSync(directory, { recursive: true });
  });

  it('reads lists, proxies and gateways', () => {
    const config = loadConfig({
      ...base,
      CORS_ORIGINS: 'https://a.example, https://b.example',
      TRUST_PROXY: '10.0.0.0/8',
      PUBLIC_URL: 'https://sea.example/',
      SMS_GATEWAY: 'http',
      SMS_URL: 'https://sms.example',
      SMS_TOKEN: 't',
    });
    expect(config.http).toMatchObject({
      corsOrigins: ['https://a.example', 'https://b.example'],
      trustProxy: '10.0.0.0/8',
      publicUrl: 'https://sea.example',
    });
    expect(config.sms).toEqual({ gateway: 'http', url: 'https://sms.example', token: 't' });
  });
});
