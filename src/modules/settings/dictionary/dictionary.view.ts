import { ApiProperty } from '@nestjs/swagger';
import { pageOf, type DictionaryNode } from '../../../platform/records/index.js';

/** A set of words that records are sorted by. */
export class DictionaryView {
  /** @example "industry" */
  key!: string;

  /** @example "行业" */
  label!: string;

  /** Levels that it may have: 1 is a list, more a tree. */
  @ApiProperty({ type: 'integer' })
  levels!: number;

  /** The most items that it may have. */
  @ApiProperty({ type: 'integer' })
  limit!: number;

  /** Items that may be chosen. */
  @ApiProperty({ type: 'integer' })
  activeCount!: number;

  /** Items that existing records keep and nobody can choose any more. */
  @ApiProperty({ type: 'integer' })
  disabledCount!: number;
}

export class DictionaryListView extends pageOf(DictionaryView) {}

/** A word of a dictionary. Records refer to it by id, so that a new label shows everywhere at once. */
export class DictionaryItemView {
  /** @format uuid */
  id!: string;

  /** @example "industry" */
  dictionary!: string;

  /**
   * The item above; null on the first level.
   * @format uuid
   */
  parentId!: string | null;

  /**
   * A name for programs, which renaming leaves as it is; of divisions the official code.
   * @example "310000"
   */
  code!: string | null;

  /** @example "上海" */
  label!: string;

  /**
   * Labels from the first level down to this item.
   * @example ["华东", "上海"]
   */
  path!: string[];

  /** Steps below the first level, which has 0. */
  @ApiProperty({ type: 'integer' })
  depth!: number;

  /** Order among its siblings, from 0. */
  @ApiProperty({ type: 'integer' })
  position!: number;

  hasChildren!: boolean;

  /** `disabled`: records keep it, nobody can choose it. */
  @ApiProperty({ enum: ['active', 'disabled'] })
  status!: 'active' | 'disabled';

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class DictionaryItemListView extends pageOf(DictionaryItemView) {}

export class ImportedItemsView {
  /** Items that were added. */
  @ApiProperty({ type: 'integer' })
  created!: number;

  /** Items that were there already, those above others included. */
  @ApiProperty({ type: 'integer' })
  existing!: number;
}

/** An item as its readers see it; merged ones have no place in the tree. */
export const itemView = (node: DictionaryNode): DictionaryItemView => ({
  id: node.id,
  dictionary: node.dictionary,
  parentId: node.parentId,
  code: node.code,
  label: node.label,
  path: [...node.path],
  depth: node.depth,
  position: node.position,
  hasChildren: node.hasChildren,
  status: node.status === 'active' ? 'active' : 'disabled',
  version: node.version,
});
