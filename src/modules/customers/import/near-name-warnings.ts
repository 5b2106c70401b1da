import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { RowIssue } from '../../../platform/records/import/index.js';
import { companyKey, nearCompanyKey } from '../../../platform/text/index.js';
import { DuplicatesService, duplicateView, type Duplicate } from '../../pools/index.js';
import { NearNames, type NearQuestion } from '../duplicates/near-names.js';
import type { CustomerVerdict } from './customer-import.checks.js';
import { nearName, nearNameElsewhere, nearNameInFile, nearNameOfDepartment } from './customer-import.issues.js';

/** A row that becomes a customer, and what of its name is compared. */
interface NewName extends NearQuestion {
  verdict: CustomerVerdict;
}

/**
 * Warns of rows whose names are those of other customers but for region, brackets or legal form (CUST-09): of existing ones,
 * as far as the importer may know, and of rows before them. Two statements for a batch, and the rows are taken.
 */
@Injectable()
export class NearNameWarnings {
  constructor(
    private readonly near: NearNames,
    private readonly duplicates: DuplicatesService,
  ) {}

  async add(ctx: Ctx, verdicts: readonly CustomerVerdict[]): Promise<void> {
    const names = verdicts.flatMap(newName);
    if (names.length === 0) return;
    const holders = await this.near.ofEach(ctx, names);
    const described = await this.duplicates.describe(ctx, 'customer', 'name', [...new Set(holders.values())]);
    const existing = new Map(described.map((each) => [each.id, warningOf(each)]));
    const earlier = new Map<string, NewName[]>();
    for (const [at, name] of names.entries()) {
      const same = earlier.get(name.near) ?? [];
      const before = same.find(({ key }) => key !== name.key);
      const warnings = [existing.get(holders.get(at) ?? ''), before && inFile(before)].filter((each) => each !== undefined);
      if (warnings.length > 0) name.verdict.warnings = warnings;
      same.push(name);
      earlier.set(name.near, same);
    }
  }
}

function newName(verdict: CustomerVerdict): NewName[] {
  // a preview also looks at rows of a file whose column of names is not mapped yet
  const { name } = verdict.values as { name?: string };
  if (verdict.outcome !== 'created' || name === undefined) return [];
  const [near, key] = [nearCompanyKey(name), companyKey(name)];
  return near === null || key === null ? [] : [{ verdict, near, key }];
}

/** As much as the check before entering a single customer tells. */
function warningOf(duplicate: Duplicate): RowIssue {
  const { name, holder, department } = duplicateView(duplicate);
  if (name !== undefined) return nearName('name', { name, holder: holder ?? '' });
  return department === undefined ? nearNameElsewhere('name') : nearNameOfDepartment('name', { department });
}

const inFile = ({ verdict: { row, values } }: NewName): RowIssue => nearNameInFile('name', { row: row.row, name: values.name });
