import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { ImportTargets, type ImportRun, type ImportTarget, type ParsedRow } from '../../../platform/records/import/index.js';
import { Passwords } from '../../identity/index.js';
import { employeeDescriptor } from '../employee/employee.descriptor.js';
import { DepartmentNames } from './department-names.js';
import { EMPLOYEE_IMPORT_COLUMNS } from './employee-import.columns.js';
import { EMPLOYEE_IMPORT_DEFAULTS, type EmployeeImportOptions, type EmployeeImportRules } from './employee-import.options.js';
import type { EmployeeImportSession, EmployeeVerdict } from './employee-import.session.js';
import { EmployeeImportSurvey } from './employee-import.survey.js';
import { EmployeeImportWriter } from './employee-import.writer.js';
import { RoleNamesReader } from './role-names.js';
import { SuperiorLinks } from './superior-links.js';

/** Employees from spreadsheets (ORG-05). */
@Injectable()
export class EmployeeImportTarget
  implements ImportTarget<EmployeeImportRules, EmployeeImportSession, EmployeeVerdict>, OnModuleInit
{
  readonly descriptor = employeeDescriptor;
  readonly defaults = EMPLOYEE_IMPORT_DEFAULTS;
  readonly columns = EMPLOYEE_IMPORT_COLUMNS;

  constructor(
    private readonly targets: ImportTargets,
    private readonly passwords: Passwords,
    private readonly roles: RoleNamesReader,
    private readonly surveying: EmployeeImportSurvey,
    private readonly writer: EmployeeImportWriter,
    private readonly links: SuperiorLinks,
  ) {}

  onModuleInit(): void {
    this.targets.register(this);
  }

  /** The initial password is kept as a hash alone. */
  async keep({ initialPassword, ...options }: EmployeeImportOptions): Promise<object> {
    if (initialPassword === undefined) return options;
    return { ...options, initialPasswordHash: initialPassword === null ? null : await this.passwords.hash(initialPassword) };
  }

  /** No answer has even the hash. */
  show({ initialPasswordHash, ...options }: Record<string, unknown>): Record<string, unknown> {
    return { ...options, hasInitialPassword: initialPasswordHash !== null };
  }

  /** Every rule may be used by whoever may import. */
  async check(): Promise<void> {}

  async begin(ctx: Ctx, run: ImportRun<EmployeeImportRules>): Promise<EmployeeImportSession> {
    return {
      run,
      departments: await DepartmentNames.of(ctx),
      roles: await this.roles.of(ctx),
      entries: new Map(),
      taken: new Set(),
    };
  }

  survey(ctx: Ctx, session: EmployeeImportSession, batches: AsyncIterable<ParsedRow[]>): Promise<void> {
    return this.surveying.survey(ctx, session, batches);
  }

  /** Answers what the survey has found. */
  async judge(_ctx: Ctx, { entries }: EmployeeImportSession, rows: ParsedRow[]): Promise<EmployeeVerdict[]> {
    return rows.map((row) => {
      const entry = entries.get(row.row)!;
      return { row, entry, outcome: entry.issues.length > 0 ? 'failed' : 'created', issues: [...entry.issues] };
    });
  }

  write(ctx: Ctx, session: EmployeeImportSession, verdicts: EmployeeVerdict[]): Promise<void> {
    return this.writer.write(ctx, session, verdicts);
  }

  finish(ctx: Ctx, session: EmployeeImportSession): Promise<void> {
    return this.links.set(ctx, session);
  }
}
