import { PageInfo } from '../../../platform/records/page.js';

/** A node of the organisation tree. */
export class DepartmentView {
  /** @format uuid */
  id!: string;

  /**
   * The department above; null for the root.
   * @format uuid
   */
  parentId!: string | null;

  name!: string;

  /** Names from the root down to this department. */
  path!: string[];

  /** Steps below the root, which has 0. */
  depth!: number;

  /** Order among its siblings, from 0. */
  position!: number;

  /** @format uuid */
  leaderId!: string | null;

  leaderName!: string | null;

  /** Employees who belong to this very department and have not left. */
  memberCount!: number;

  /** Employees who belong to it or to a department below, each counted once. */
  totalMemberCount!: number;

  version!: number;
}

export class DepartmentListView {
  /** The whole tree, parents before their children, siblings in their order. */
  items!: DepartmentView[];

  page!: PageInfo;
}
