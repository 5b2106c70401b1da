import { pageOf } from '../../../platform/records/index.js';

/** A customer on the map. Fields that the asker may not see are absent. */
export class MapPointView {
  /** @format uuid */
  id!: string;

  version!: number;

  name?: string;

  /** Degrees, in the coordinates asked for. */
  longitude!: number;

  latitude!: number;

  /** @format uuid */
  levelId?: string | null;

  levelLabel?: string | null;

  /** @format uuid */
  statusId?: string | null;

  statusLabel?: string | null;

  /** @format uuid */
  ownerId?: string | null;

  ownerName?: string | null;
}

export class NearPointView extends MapPointView {
  /** As the crow flies, in metres. */
  distance!: number;
}

export class MapPointListView extends pageOf(MapPointView) {}

export class NearPointListView extends pageOf(NearPointView) {}

/** Customers close to each other on the map. */
export class ClusterView {
  count!: number;

  /** The middle of its customers, in the coordinates asked for. */
  longitude!: number;

  latitude!: number;

  /**
   * The customer where there is but one.
   * @format uuid
   */
  id!: string | null;
}

export class ClusterListView extends pageOf(ClusterView) {}

/** How many customers of a region have one level, or one status. */
export class RegionGroupView {
  /**
   * Null for customers that have none.
   * @format uuid
   */
  itemId!: string | null;

  label!: string | null;

  count!: number;
}

/** The customers of a region with all below it. */
export class RegionCountView {
  /**
   * Null for customers without a region; the region asked for, for those that stand in none of its parts.
   * @format uuid
   */
  regionId!: string | null;

  label!: string | null;

  count!: number;

  /** By what was asked for; empty where nothing was. */
  groups!: RegionGroupView[];
}

export class RegionCountListView extends pageOf(RegionCountView) {}
