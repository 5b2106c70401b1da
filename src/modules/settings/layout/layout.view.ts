import { ApiProperty } from '@nestjs/swagger';

export class LayoutFieldView {
  /**
   * What the object's description calls it: see `GET /objects/{object}`.
   * @example "custom.budget"
   */
  key!: string;

  width!: 'half' | 'full';

  /** The form is not taken without it. */
  required!: boolean;

  /** Shown, not written: the server keeps it, or a field rule binds the asker. */
  readOnly!: boolean;
}

export class LayoutSectionView {
  /** @example "基本信息" */
  title!: string;

  fields!: LayoutFieldView[];
}

/** The form of an object as the asker fills it in: without what is hidden from them or left out of it. */
export class FormView {
  /** @example "lead" */
  object!: string;

  sections!: LayoutSectionView[];
}

export class EditedFieldView {
  /** @example "phone" */
  key!: string;

  width!: 'half' | 'full';

  /** Required by this layout; what the field itself requires is required anyway. */
  required!: boolean;

  hidden!: boolean;
}

export class EditedSectionView {
  title!: string;

  fields!: EditedFieldView[];
}

/** A layout as its editors see it, with every field of the object. */
export class LayoutView {
  /** @example "lead" */
  object!: string;

  /**
   * `everyone`, or the id of the role whose holders it is for.
   * @example "everyone"
   */
  audience!: string;

  roleName!: string | null;

  sections!: EditedSectionView[];

  /** 0: nobody has laid it out, and this is what the fields themselves say. */
  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class LayoutListView {
  /** Those that somebody has made: everybody's first, then those of roles by name. */
  items!: LayoutView[];
}
