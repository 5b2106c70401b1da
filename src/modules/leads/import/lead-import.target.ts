import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { text } from '../../../platform/i18n/locale.js';
import { customKey, CustomFields } from '../../../platform/records/index.js';
import {
  ImportTargets,
  type ImportColumn,
  type ImportRun,
  type ImportTarget,
  type ParsedRow,
} from '../../../platform/records/import/index.js';
import { DuplicateRulesService, poolableOf, RoutingService } from '../../pools/index.js';
import { leadDescriptor } from '../leads.descriptor.js';
import { LeadImportJudge } from './lead-import.judge.js';
import { LEAD_IMPORT_DEFAULTS, type LeadImportRules } from './lead-import.options.js';
import type { LeadImportSession, LeadVerdict } from './lead-import.session.js';
import { LeadImportWriter } from './lead-import.writer.js';
import { LeadPlaces, OWNER, POOL } from './lead-places.js';

/** Leads from spreadsheets (LEAD-06). */
@Injectable()
export class LeadImportTarget implements ImportTarget<LeadImportRules, LeadImportSession, LeadVerdict>, OnModuleInit {
  readonly descriptor = leadDescriptor;
  readonly defaults = LEAD_IMPORT_DEFAULTS;
  readonly columns: readonly ImportColumn[] = [
    {
      key: OWNER,
      label: text('负责人', 'Owner'),
      type: 'text',
      aliases: ['销售', '销售员', '归属人', '跟进人', '所有者', 'salesperson', 'assigned to'],
      note: text('姓名、手机号或工号;留空则进入线索池', 'Name, phone or employee number; left empty the lead goes into a pool'),
    },
    {
      key: POOL,
      label: text('线索池', 'Pool'),
      type: 'text',
      aliases: ['所属线索池', '公海'],
      note: text('线索池名称', 'Name of a pool'),
    },
  ];

  constructor(
    private readonly targets: ImportTargets,
    private readonly judging: LeadImportJudge,
    private readonly writer: LeadImportWriter,
    private readonly duplicateRules: DuplicateRulesService,
    private readonly customFields: CustomFields,
    private readonly routing: RoutingService,
  ) {}

  onModuleInit(): void {
    this.targets.register(this);
  }

  check(ctx: Ctx, rules: LeadImportRules): Promise<void> {
    return this.judging.check(ctx, rules);
  }

  async begin(ctx: Ctx, run: ImportRun<LeadImportRules>): Promise<LeadImportSession> {
    await this.check(ctx, run.options);
    const custom = await this.customFields.of(ctx, 'lead');
    const rules = [...(await this.duplicateRules.of(ctx, 'lead'))].flatMap(([field, action]) =>
      action === 'allow' ? [] : [[field, action] as const],
    );
    return {
      run,
      places: await LeadPlaces.of(ctx, run.options.poolId, await this.routing.chooser(ctx, poolableOf('lead'))),
      compared: new Map(rules),
      labels: new Map([
        ...leadDescriptor.fields.map(({ key, label }) => [key, label[ctx.locale]] as const),
        ...custom.map(({ key, label }) => [customKey(key), label] as const),
      ]),
      customDefaults: Object.fromEntries(
        custom.filter(({ defaultValue }) => defaultValue !== null).map(({ key, defaultValue }) => [key, defaultValue]),
      ),
    };
  }

  judge(ctx: Ctx, session: LeadImportSession, rows: ParsedRow[]): Promise<LeadVerdict[]> {
    return this.judging.judge(ctx, session, rows);
  }

  async write(ctx: Ctx, _session: LeadImportSession, verdicts: LeadVerdict[]): Promise<void> {
    await this.writer.write(ctx, verdicts);
  }
}
