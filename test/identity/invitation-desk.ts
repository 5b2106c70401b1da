import type { Response } from 'supertest';
import type { Client } from '../support/client.js';
import type { Enterprise } from '../support/enterprise.js';
import { sql, type World } from '../support/world.js';
import { PASSWORD, stranger, type Outbox } from './support.js';

export interface Link {
  id: string;
  token: string;
  url: string;
}

export interface Waiting {
  id: string;
  name: string;
  phone: string;
  employeeId: string;
  departmentId: string | null;
}

/** What an administrator does about newcomers, and what these do. */
export class InvitationDesk {
  constructor(
    private readonly world: World,
    private readonly enterprise: Enterprise,
    private readonly outbox: Outbox,
  ) {}

  async makeLink(more: object = {}): Promise<Link> {
    const answer = await this.enterprise.admin.post('/invitations', { kind: 'link', maxUses: 3, ...more });
    expect(answer.status).toBe(201);
    return answer.body.items[0] as Link;
  }

  invite(addresses: string[], more: object = {}): Promise<Response> {
    return this.enterprise.admin.post('/invitations', { kind: 'person', addresses, ...more });
  }

  /** The token in the latest message to that address. */
  async tokenFor(address: string, after = 0): Promise<string> {
    return /\/join\/(\S+)/.exec(await this.outbox.next(address, after))![1]!;
  }

  accept(token: string, body: object, client: Client = stranger(this.world)): Promise<Response> {
    return client.post(`/invitations/${token}/acceptances`, { name: '王潮', password: PASSWORD, ...body });
  }

  async waiting(): Promise<Waiting[]> {
    return (await this.enterprise.admin.get('/join-requests', { filter: { status: 'pending' } })).body.items as Waiting[];
  }

  decide(id: string, body: object): Promise<Response> {
    return this.enterprise.admin.post(`/join-requests/${id}/decisions`, body);
  }

  async rootDepartment(of = this.enterprise): Promise<string> {
    return (await of.as((ctx) => ctx.db.one<{ id: string }>(sql`SELECT id FROM departments WHERE parent_id IS NULL`))).id;
  }

  async roleId(key: string, of = this.enterprise): Promise<string> {
    return (await of.as((ctx) => ctx.db.one<{ id: string }>(sql`SELECT id FROM roles WHERE key = ${key}`))).id;
  }

  employeesWith(phone: string): Promise<{ status: string }[]> {
    return this.enterprise.as((ctx) =>
      ctx.db.query<{ status: string }>(
        sql`SELECT e.status FROM employees e JOIN accounts a ON a.id = e.account_id WHERE a.phone = ${phone}`,
      ),
    );
  }
}
