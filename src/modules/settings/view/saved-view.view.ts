import { ApiProperty } from '@nestjs/swagger';

export class ViewGroupView {
  /** @format uuid */
  id!: string;

  name!: string;
}

/** With whom a view is shared. */
export class ViewAudienceView {
  everyone!: boolean;

  /** Holders of these roles; empty where everybody has it. */
  roles!: ViewGroupView[];

  /** People of these departments and of those below. */
  departments!: ViewGroupView[];
}

/** A list as somebody wants to see it again. */
export class SavedViewView {
  /** @format uuid */
  id!: string;

  /** @example "lead" */
  object!: string;

  /** @example "本周要跟进" */
  name!: string;

  /**
   * In the condition language, as it was stored: `POST /{objects}/search` takes it as it stands, and lists take `view=<id>`.
   * One that speaks of a field which the asker may not see is refused there. Null: every record.
   */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  condition!: Record<string, unknown> | null;

  /**
   * Keys of fields in their order, without those that the asker may not see. Empty: as the list comes.
   * @example ["name", "company", "ownerName"]
   */
  columns!: string[];

  /**
   * Null where the asker may not see the field, or none was chosen.
   * @example "-lastFollowUpAt"
   */
  sort!: string | null;

  /**
   * What the front end offers beside the list; names that it knows.
   * @example ["claim", "export"]
   */
  buttons!: string[];

  /** Views stand in the order of these numbers, then of their names. */
  @ApiProperty({ type: 'integer' })
  position!: number;

  /** Null: only its author has it. */
  @ApiProperty({ type: ViewAudienceView, nullable: true })
  sharedWith!: ViewAudienceView | null;

  /**
   * Null: the enterprise's, kept by administrators.
   * @format uuid
   */
  ownerId!: string | null;

  ownerName!: string | null;

  /** Fields of it that are gone, or that the asker may not see. */
  unavailableFields!: string[];

  @ApiProperty({ type: 'integer' })
  version!: number;

  /** @format date-time */
  createdAt!: string;

  /** @format date-time */
  updatedAt!: string;
}

/** What a list begins with, and who says so. */
export class DefaultViewView {
  /** @format uuid */
  viewId!: string;

  /** The nearest choice wins: one's own, then that of a role (the one made last), then everybody's. */
  @ApiProperty({ enum: ['me', 'role', 'everyone'] })
  chosenFor!: 'me' | 'role' | 'everyone';
}

export class SavedViewListView {
  items!: SavedViewView[];

  @ApiProperty({ type: DefaultViewView, nullable: true })
  default!: DefaultViewView | null;
}

export class RoleDefaultViewView {
  /** @format uuid */
  roleId!: string;

  roleName!: string;

  /** @format uuid */
  viewId!: string;

  viewName!: string;
}

/** What administrators have chosen for others. */
export class DefaultViewsView {
  /** @example "lead" */
  object!: string;

  @ApiProperty({ type: ViewGroupView, nullable: true })
  everyone!: ViewGroupView | null;

  roles!: RoleDefaultViewView[];
}

export class MyDefaultViewView {
  /** @example "lead" */
  object!: string;

  /** Null: lists begin with every record. */
  @ApiProperty({ type: DefaultViewView, nullable: true })
  default!: DefaultViewView | null;
}
