import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { RowIssue } from '../../../platform/records/import/index.js';
import { inTreeOrder, type Node } from '../department/tree.js';
import { DEPARTMENTS } from './employee-import.columns.js';
import { departmentAmbiguous, departmentUnknown } from './employee-import.issues.js';

/** Finds departments by what people write: a name, the end of a path, or a whole path. */
export class DepartmentNames {
  private readonly byPath = new Map<string, string[]>();

  constructor(departments: readonly { id: string; path: readonly string[] }[]) {
    for (const { id, path } of departments) {
      for (let from = 0; from < path.length; from++) {
        const key = plain(path.slice(from).join('/'));
        const same = this.byPath.get(key);
        if (same) same.push(id);
        else this.byPath.set(key, [id]);
      }
    }
  }

  static async of(ctx: Ctx): Promise<DepartmentNames> {
    const rows = await ctx.db.query<Node & Record<string, unknown>>(sql`
      SELECT id, parent_id AS "parentId", name, position FROM departments WHERE tenant_id = ${ctx.tenantId}`);
    return new DepartmentNames(inTreeOrder(rows));
  }

  find(department: string): string | { issue: RowIssue } {
    const [id, ...others] = this.byPath.get(plain(department)) ?? [];
    if (id === undefined) return { issue: departmentUnknown(DEPARTMENTS, { department }) };
    return others.length > 0 ? { issue: departmentAmbiguous(DEPARTMENTS, { department }) } : id;
  }
}

/** `总部 / 销售部` and `总部/销售部` are the same path; NFKC makes full-width slashes plain. */
const plain = (path: string): string =>
  path
    .normalize('NFKC')
    .split('/')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .join('/')
    .toLowerCase();
