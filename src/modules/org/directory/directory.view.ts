import { PageInfo } from '../../../platform/records/page.js';

/** A colleague as lists show them. Members that a field rule hides from the asker are absent. */
export class ColleagueView {
  /** @format uuid */
  id!: string;

  name!: string;

  nickname?: string | null;

  /** Job title. */
  title?: string | null;

  avatar?: string | null;

  /** E.164; masked or absent where the enterprise keeps phones from colleagues. */
  phone?: string | null;

  email?: string | null;

  /** Of the main department. */
  departmentName!: string | null;
}

export class DirectoryView {
  items!: ColleagueView[];

  page!: PageInfo;
}

export class ColleagueDepartmentView {
  /** @format uuid */
  id!: string;

  isMain!: boolean;

  /** From the enterprise down to the department itself. */
  path!: string[];
}

export class ColleagueSuperiorView {
  /** @format uuid */
  id!: string;

  name!: string;
}

/** A colleague's page. */
export class ColleaguePageView extends ColleagueView {
  superior!: ColleagueSuperiorView | null;

  /** The main one first. */
  departments!: ColleagueDepartmentView[];
}

/** Something that a colleague has published. */
export class PublishedItemView {
  /** @example "followUp" */
  kind!: string;

  /** @example "跟进记录" */
  label!: string;

  /** @format uuid */
  id!: string;

  /** @format date-time */
  at!: string;

  /** Its beginning. */
  excerpt!: string;
}

export class PublishedItemListView {
  items!: PublishedItemView[];

  page!: PageInfo;
}
