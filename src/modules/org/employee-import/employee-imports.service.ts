import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { ReceivedFile } from '../../../platform/files/index.js';
import {
  Imports,
  type ImportDraftView,
  type ImportListView,
  type ImportView,
  type ListImportsRequest,
} from '../../../platform/records/import/index.js';
import { Passwords } from '../../identity/index.js';
import type { EmployeeImportOptions } from './employee-import.options.js';
import type { ChangeEmployeeImportRequest } from './employee-import.requests.js';

export const EMPLOYEE = 'employee';

/** Imports of employees. The initial password is kept as a hash alone, and no answer has even that. */
@Injectable()
export class EmployeeImports {
  constructor(
    private readonly imports: Imports,
    private readonly passwords: Passwords,
  ) {}

  async receive(ctx: Ctx, file: ReceivedFile): Promise<ImportDraftView> {
    return shown(await this.imports.receive(ctx, EMPLOYEE, file));
  }

  async list(ctx: Ctx, query: ListImportsRequest): Promise<ImportListView> {
    const { items, page } = await this.imports.list(ctx, EMPLOYEE, query);
    return { items: items.map(shown), page };
  }

  async get(ctx: Ctx, id: string): Promise<ImportView> {
    return shown(await this.imports.get(ctx, EMPLOYEE, id));
  }

  async change(
    ctx: Ctx,
    id: string,
    { options, ...draft }: ChangeEmployeeImportRequest,
    version?: number,
  ): Promise<ImportDraftView> {
    const rules = options ? { options: await this.rulesOf(options) } : {};
    return shown(await this.imports.change(ctx, EMPLOYEE, id, { ...draft, ...rules }, version));
  }

  private async rulesOf({ initialPassword, ...options }: EmployeeImportOptions): Promise<object> {
    if (initialPassword === undefined) return options;
    return { ...options, initialPasswordHash: initialPassword === null ? null : await this.passwords.hash(initialPassword) };
  }
}

function shown<T extends ImportView>(view: T): T {
  const { initialPasswordHash, ...options } = view.options;
  return { ...view, options: { ...options, hasInitialPassword: initialPasswordHash !== null } };
}
