import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { fillRecords, Reclaim } from '../../pools/index.js';
import { NumberRules } from '../../settings/index.js';
import { customerKeys } from '../customer/customer.keys.js';
import { nameColumnsOf, FILLED, insertCustomers, type UniqueNames } from '../customer/customer.writes.js';
import { customersCreated } from '../customers.events.js';
import { CustomerDuplicates } from '../duplicates/customer-duplicates.js';
import type { CustomerVerdict } from './customer-import.checks.js';

interface Names extends Record<string, unknown> {
  id: string;
  shortName: string | null;
}

/** Writes judged rows, which hold what they fill: a fixed number of statements for a batch. */
@Injectable()
export class CustomerImportWriter {
  constructor(
    private readonly duplicates: CustomerDuplicates,
    private readonly numbers: NumberRules,
    private readonly reclaim: Reclaim,
  ) {}

  async write(ctx: Ctx, verdicts: readonly CustomerVerdict[]): Promise<void> {
    const created = verdicts.flatMap(({ outcome, record }) => (outcome === 'created' && record ? [record] : []));
    const updated = verdicts.filter(({ outcome, updates }) => outcome === 'updated' && updates !== undefined);
    const unique = await this.duplicates.unique(ctx);
    await this.update(ctx, updated, unique);
    const unnumbered = created.filter(({ number }) => !number);
    const numbers = unnumbered.length > 0 ? await this.numbers.next(ctx, 'customer', unnumbered.length) : [];
    for (const [at, record] of unnumbered.entries()) record.number = numbers[at]!;
    await insertCustomers(ctx, created, unique, 'imported');
    const owned = created.filter(({ ownerId, homePoolId }) => ownerId && homePoolId).map(({ id }) => id);
    const concerned = [...owned, ...updated.map(({ updates }) => updates!)];
    if (concerned.length > 0) await this.reclaim.refresh(ctx, 'customer', concerned);
    if (created.length > 0) ctx.emit(customersCreated({ ids: created.map(({ id }) => id) }));
  }

  private async update(ctx: Ctx, verdicts: readonly CustomerVerdict[], unique: UniqueNames): Promise<void> {
    if (verdicts.length === 0) return;
    const ids = verdicts.map(({ updates }) => updates!);
    const names = await ctx.db.query<Names>(
      sql`SELECT r.id, r.short_name AS "shortName" FROM customers r WHERE r.id = ANY (${ids}::uuid[])`,
    );
    const short = new Map(names.map(({ id, shortName }) => [id, shortName]));
    const rows = verdicts.map(({ updates, values }) => ({
      ...values,
      id: updates,
      ...nameColumnsOf(customerKeys(values.name, values.shortName ?? short.get(updates!)), unique),
    }));
    await fillRecords(ctx, 'customers', FILLED, rows);
  }
}
