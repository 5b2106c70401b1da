import { randomInt } from 'node:crypto';
import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { Response } from 'supertest';
import { MailGateway, SmsGateway } from '../../src/modules/identity/index.js';
import type { Config } from '../../src/platform/config/index.js';
import { Client } from '../support/client.js';
import { testPhone } from '../support/enterprise.js';
import { eventually } from '../support/jobs.js';
import type { World } from '../support/world.js';

export const PASSWORD = 'gonghai-2026';

/** Believes X-Forwarded-For, so that each test can call from an address of its own. */
export const behindProxy = (config: Config): Config => ({ ...config, http: { ...config.http, trustProxy: true } });

/** A caller from an address that no other test uses. */
export const stranger = (world: World): Client => {
  const part = () => randomInt(0, 65_536).toString(16);
  return world.anonymous().with({ 'x-forwarded-for': `2001:db8:${part()}:${part()}:${part()}:${part()}:${part()}:1` });
};

export interface Tokens {
  accessToken: string;
  refreshToken: string;
  tenantId: string;
  employeeId: string;
  sessionId: string;
}

/** A person who has registered an enterprise. */
export interface Registrant {
  phone: string;
  tokens: Tokens;
  client: Client;
}

export async function registrant(world: World, enterpriseName = '远航科技有限公司'): Promise<Registrant> {
  const phone = testPhone();
  const answer = await stranger(world).post('/enterprises', {
    enterpriseName,
    registrantName: '陈海',
    phone,
    password: PASSWORD,
  });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  const tokens = answer.body as Tokens;
  return { phone, tokens, client: signedIn(world, tokens) };
}

export const signedIn = (world: World, tokens: { accessToken: string }): Client => new Client(world.url, tokens.accessToken);

/** A client with the tokens of a sign-in that worked. */
export async function signIn(world: World, name: string, more: Record<string, unknown> = {}): Promise<Tokens> {
  const answer = await stranger(world).post('/sessions', { name, password: PASSWORD, ...more });
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Tokens;
}

/** Fetches a captcha and solves it as a browser would. */
export async function solvedCaptcha(client: Client): Promise<string> {
  const challenge = (await client.get('/captcha-challenges')).body as Challenge;
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}

/** What the gateways were given to send. */
export class Outbox {
  readonly sms: { to: string; text: string }[] = [];
  readonly mail: { to: string; subject: string; text: string }[] = [];

  constructor(world: World) {
    jest.spyOn(world.get(SmsGateway), 'send').mockImplementation(async (to, text) => void this.sms.push({ to, text }));
    jest.spyOn(world.get(MailGateway), 'send').mockImplementation(async (mail) => void this.mail.push(mail));
  }

  /** The text of the latest message to that address, once there is one more than `after`. */
  async next(to: string, after = 0): Promise<string> {
    const found = () => [...this.sms, ...this.mail].filter((message) => message.to === to);
    await eventually(() => found().length > after);
    return found().at(-1)!.text;
  }

  async code(to: string, after = 0): Promise<string> {
    return /\d{6}/.exec(await this.next(to, after))![0];
  }
}

export const codesOf = (answers: Response[]): string[] => answers.map(({ body }) => (body as { code?: string }).code ?? 'OK');
export const count = <T>(items: T[], item: T): number => items.filter((each) => each === item).length;
