import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import type { Config } from '../../src/platform/config/index.js';
import { testPhone } from '../support/enterprise.js';
import { eventually } from '../support/jobs.js';
import { sql, useWorld } from '../support/world.js';
import { behindProxy, PASSWORD, stranger } from './support.js';

/** A provider of short messages that keeps what it is sent and refuses the first request. */
class Provider {
  readonly requests: { headers: IncomingMessage['headers']; body: { to: string; text: string } }[] = [];
  refusals = 0;
  readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const taken = this.refusals-- <= 0;
      if (taken)
        this.requests.push({
          headers: request.headers,
          body: JSON.parse(Buffer.concat(chunks).toString()) as { to: string; text: string },
        });
      response.writeHead(taken ? 204 : 503).end();
    });
  });
}

/** The least of an SMTP server: takes every mail. */
class MailServer {
  readonly mails: string[] = [];
  readonly server: TcpServer = createTcpServer((socket) => this.talk(socket));

  private talk(socket: Socket): void {
    let data: string | undefined;
    socket.write('220 test\r\n');
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n').slice(0, -1)) {
        if (data !== undefined && line === '.') {
          this.mails.push(data);
          data = undefined;
          socket.write('250 ok\r\n');
        } else if (data !== undefined) data += `${line}\n`;
        else if (line.startsWith('DATA')) {
          data = '';
          socket.write('354 go on\r\n');
        } else if (line.startsWith('QUIT')) socket.end('221 bye\r\n');
        else socket.write('250 ok\r\n');
      }
    });
  }
}

const provider = new Provider();
const mailServer = new MailServer();
const listen = (server: Server | TcpServer) =>
  new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
const portOf = (server: Server | TcpServer): number => (server.address() as AddressInfo).port;

beforeAll(async () => {
  await Promise.all([listen(provider.server), listen(mailServer.server)]);
});
afterAll(() => {
  provider.server.closeAllConnections();
  provider.server.close();
  mailServer.server.close();
});

describe('an installation that sends real messages', () => {
  const world = useWorld((config): Config => ({
    ...behindProxy(config),
    sms: { gateway: 'http', url: `http://127.0.0.1:${portOf(provider.server)}/messages`, token: 'provider-token' },
    mail: {
      gateway: 'smtp',
      url: `smtp://127.0.0.1:${portOf(mailServer.server)}?ignoreTLS=true`,
      from: '公海 <no-reply@example.com>',
    },
  }));
  const register = (phone: string, code?: string) =>
    stranger(world).post('/enterprises', {
      enterpriseName: '远航',
      registrantName: '陈海',
      phone,
      password: PASSWORD,
      ...(code === undefined ? {} : { code }),
    });
  const smsTo = (phone: string) => provider.requests.filter(({ body }) => body.to === phone);
  const codeFor = async (phone: string, after = 0): Promise<string> => {
    await stranger(world).post('/verification-codes', { address: phone });
    await eventually(() => smsTo(phone).length > after);
    return /\d{6}/.exec(smsTo(phone).at(-1)!.body.text)![0];
  };

  it('ACC-03 posts short messages with its token, and again when the provider was busy', async () => {
    const phone = testPhone();
    provider.refusals = 1;
    await codeFor(phone);
    expect(smsTo(phone)).toHaveLength(1);
    expect(smsTo(phone)[0]!.headers).toMatchObject({
      authorization: 'Bearer provider-token',
      'content-type': 'application/json',
    });
  });

  it('ACC-03 sends mail by SMTP, readable in Chinese', async () => {
    const email = `${testPhone().slice(3)}@example.com`;
    await stranger(world).post('/verification-codes', { address: email });
    await eventually(() => mailServer.mails.some((mail) => mail.includes(email)));
    const mail = mailServer.mails.find((each) => each.includes(email))!;
    expect(mail).toContain(`Subject: =?UTF-8?B?${Buffer.from('验证码').toString('base64')}?=`);
    const body = Buffer.from(mail.slice(mail.indexOf('\n\n')), 'base64').toString();
    expect(body).toMatch(/^您的验证码是 \d{6},5 分钟内有效/);
    expect(mail).toMatch(/From: =\?UTF-8\?.* <no-reply@example.com>/);
  });

  it('ACC-01 founds an enterprise only for the proven owner of the phone', async () => {
    const phone = testPhone();
    expect((await register(phone)).body).toMatchObject({ status: 422, code: 'CODE_REQUIRED', detail: '请先获取并填写验证码' });
    expect((await register(phone, '000000')).body.code).toBe('CODE_INVALID');
    const code = await codeFor(phone);
    expect((await register(phone, code)).status).toBe(201);
    expect((await register(phone, code)).body.code).toBe('CODE_INVALID');
  });

  it('ACC-04 tells only the owner of a phone that it is registered', async () => {
    const phone = testPhone();
    await register(phone, await codeFor(phone));
    const [known, unknown] = [await register(phone, '000000'), await register(testPhone(), '000000')];
    expect({ ...(known.body as object), instance: '' }).toEqual({ ...(unknown.body as object), instance: '' });
    await world.as((await anyTenant()).id, (ctx) => ctx.db.run(sql`DELETE FROM throttles`));
    expect((await register(phone, await codeFor(phone, 1))).body.code).toBe('PHONE_TAKEN');
  });

  it('ACC-08 lets whoever has a link register only with a phone of their own', async () => {
    const owner = testPhone();
    const founded = (await register(owner, await codeFor(owner))).body as { accessToken: string };
    const { Client } = await import('../support/client.js');
    const link = await new Client(world.url, founded.accessToken).post('/invitations', { kind: 'link', maxUses: 1 });
    const { token } = link.body.items[0] as { token: string };
    const address = testPhone();
    const accept = (more: object) =>
      stranger(world).post(`/invitations/${token}/acceptances`, { name: '王潮', address, password: PASSWORD, ...more });
    expect((await accept({})).body.code).toBe('CODE_REQUIRED');
    expect((await accept({ code: '000000' })).body.code).toBe('CODE_INVALID');
    expect((await accept({ code: await codeFor(address) })).status).toBe(201);
  });

  async function anyTenant(): Promise<{ id: string }> {
    const phone = testPhone();
    const { tenantId } = (await register(phone, await codeFor(phone))).body as { tenantId: string };
    return { id: tenantId };
  }
});
