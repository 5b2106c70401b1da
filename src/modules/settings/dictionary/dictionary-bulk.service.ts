import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { validationFailed, type Issue } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { pathOf } from '../../../platform/records/index.js';
import { DictionaryPlanting, type Place } from './dictionary-planting.js';
import { DictionaryQueries } from './dictionary.queries.js';
import type { ImportItemsRequest } from './dictionary.requests.js';
import { DictionaryTurns } from './dictionary-turns.js';
import type { ImportedItemsView } from './dictionary.view.js';
import { divisions } from './divisions.js';

const LONGEST = 100;
const LABEL_LENGTH = text('每级名称为 1 至 {longest} 个字符', 'Each label has 1 to {longest} characters.');

/** Many items at once (DICT-02): one statement writes them, whatever their number. */
@Injectable()
export class DictionaryBulk {
  constructor(
    private readonly turns: DictionaryTurns,
    private readonly queries: DictionaryQueries,
    private readonly audit: AuditLog,
  ) {}

  /** @throws validationFailed with a pointer to each line whose labels are empty or too long */
  async import(ctx: Ctx, dictionary: string, request: ImportItemsRequest): Promise<ImportedItemsView> {
    return (await this.plant(ctx, dictionary, request)).counts;
  }

  /** The same, with the id of the item that each line means. */
  async plant(
    ctx: Ctx,
    dictionary: string,
    { lines, parentId = null }: ImportItemsRequest,
  ): Promise<{ ids: ReadonlyMap<string, string>; counts: ImportedItemsView }> {
    const turn = await this.turns.of(ctx, dictionary);
    const parent = parentId === null ? undefined : turn.mustHave(parentId, '/parentId');
    const planting = new DictionaryPlanting(turn);
    const ids = new Map<string, string>();
    for (const [line, path] of readPaths(lines, turn.dictionary.levels > 1)) {
      let above: Place | undefined = parent;
      for (const label of path) above = planting.plant(above, label);
      ids.set(line, above!.id);
    }
    return { ids, counts: await this.write(ctx, planting, 'imported') };
  }

  /** China's provinces, cities and districts. */
  async loadDivisions(ctx: Ctx): Promise<ImportedItemsView> {
    const turn = await this.turns.of(ctx, 'region');
    const planting = new DictionaryPlanting(turn);
    for (const { code, label, above } of divisions()) {
      planting.plant(above === null ? undefined : planting.byCode(above), label, code);
    }
    return this.write(ctx, planting, 'divisionsLoaded');
  }

  private async write(ctx: Ctx, planting: DictionaryPlanting, verb: string): Promise<ImportedItemsView> {
    const { turn, planted, existing } = planting;
    turn.mustHold(planted.length);
    await this.queries.insert(ctx, planted);
    const counts = { created: planted.length, existing };
    const summary = { dictionary: turn.dictionary.key, ...counts };
    await this.audit.record(ctx, { action: `dictionary.${verb}`, object: 'dictionary', summary });
    return counts;
  }
}

function readPaths(lines: readonly string[], isTree: boolean): [line: string, path: string[]][] {
  const issues: Issue[] = [];
  const paths = lines.flatMap((line, n): [string, string[]][] => {
    if (line.trim() === '') return [];
    const path = isTree ? pathOf(line) : [line.trim()];
    if (path.some((label) => label === '' || label.length > LONGEST))
      issues.push({ pointer: `/lines/${n}`, code: 'LABEL_LENGTH', message: LABEL_LENGTH, params: { longest: LONGEST } });
    return [[line, path]];
  });
  if (issues.length > 0) throw validationFailed({}, issues.slice(0, 100));
  return paths;
}
