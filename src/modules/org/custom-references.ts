import sql from 'sql-template-tag';
import { registerCustomReference } from '../../platform/records/index.js';

registerCustomReference({
  type: 'person',
  table: 'employees',
  column: 'name',
  choosable: sql`n.status <> 'left' AND n.kind = 'person'`,
  words: sql`SELECT e.id, ARRAY[e.name, e.phone, e.employee_number] AS words FROM employees e WHERE e.status <> 'left' AND e.kind = 'person'`,
});

/** A department is called by its name, or by its path from the root or from any department above it: `总部/销售部`. */
registerCustomReference({
  type: 'department',
  table: 'departments',
  column: 'name',
  choosable: sql`TRUE`,
  words: sql`
    WITH RECURSIVE paths AS (
      SELECT d.id, d.parent_id, d.name::text AS path, ARRAY[d.name::text] AS words FROM departments d
      UNION ALL
      SELECT p.id, d.parent_id, d.name || '/' || p.path, p.words || (d.name || '/' || p.path) FROM paths p JOIN departments d ON d.id = p.parent_id
    )
    SELECT id, words FROM paths WHERE parent_id IS NULL`,
});
