import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { validationFailed } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { customKey, CustomFields } from '../../../platform/records/index.js';
import type { ImportRun, ParsedRow } from '../../../platform/records/import/index.js';
import { Dictionaries } from '../../settings/index.js';
import { DuplicateRulesService } from '../duplicates/duplicate-rules.js';
import { poolableOf } from '../poolable.js';
import { RoutingService } from '../routing/routing.service.js';
import { fillablePools, ImportPlaces } from './import-places.js';
import { PlacedImportJudge } from './placed-import.judge.js';
import type { PlacedImportRules } from './placed-import.options.js';
import type { PlacedImport, PlacedSession, PlacedValues, PlacedVerdict } from './placed-import.session.js';

/** Imports of whatever pools hold: where rows go and what they equal is decided the same way for all kinds (LEAD-06, CUST-09). */
@Injectable()
export class PlacedImports {
  constructor(
    private readonly judging: PlacedImportJudge,
    private readonly dictionaries: Dictionaries,
    private readonly duplicateRules: DuplicateRulesService,
    private readonly customFields: CustomFields,
    private readonly routing: RoutingService,
  ) {}

  /** @throws validationFailed, referenceInvalid for a pool or source that this person may not choose */
  async check(
    ctx: Ctx,
    { object, sources }: Pick<PlacedImport, 'object' | 'sources'>,
    { poolId, sourceId }: PlacedImportRules,
  ): Promise<void> {
    if (sourceId !== null)
      await this.dictionaries.checkEach(ctx, [{ pointer: '/options/sourceId', dictionary: sources, id: sourceId }]);
    if (poolId === null || (await fillablePools(ctx, object)).some(({ id }) => id === poolId)) return;
    throw validationFailed({}, [
      {
        pointer: '/options/poolId',
        code: 'POOL_UNKNOWN',
        message: text('没有可用的池', 'There is no such pool that you may fill.'),
      },
    ]);
  }

  async begin<Values extends PlacedValues>(
    ctx: Ctx,
    kind: PlacedImport<Values>,
    run: ImportRun<PlacedImportRules>,
  ): Promise<PlacedSession<Values>> {
    await this.check(ctx, kind, run.options);
    const poolable = poolableOf(kind.object);
    const custom = await this.customFields.of(ctx, kind.object);
    const rules = [...(await this.duplicateRules.of(ctx, kind.object))].flatMap(([field, action]) =>
      action === 'allow' ? [] : [[field, action] as const],
    );
    return {
      kind,
      run,
      places: await ImportPlaces.of(ctx, kind.object, run.options.poolId, await this.routing.chooser(ctx, poolable)),
      compared: new Map(rules),
      labels: new Map([
        ...poolable.descriptor.fields.map(({ key, label }) => [key, label[ctx.locale]] as const),
        ...custom.map(({ key, label }) => [customKey(key), label] as const),
      ]),
      customDefaults: Object.fromEntries(
        custom.filter(({ defaultValue }) => defaultValue !== null).map(({ key, defaultValue }) => [key, defaultValue]),
      ),
    };
  }

  judge<Values extends PlacedValues>(
    ctx: Ctx,
    session: PlacedSession<Values>,
    rows: ParsedRow[],
  ): Promise<PlacedVerdict<Values>[]> {
    return this.judging.judge(ctx, session, rows);
  }
}
