import { OmitType, PickType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsNumber, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { whole } from '../../../platform/http/index.js';
import { COORDINATE_SYSTEMS, ListQuery, type CoordinateSystem } from '../../../platform/records/index.js';

/** Numbers of a query arrive as text; what is no number stays as it is and is refused. */
const degrees = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^-?\d{1,9}(\.\d{1,15})?$/.test(value) ? Number(value) : value,
  );

/** Which customers, as in lists, and in which coordinates they are asked for and told. */
class MapQuery extends PickType(ListQuery, ['filter', 'q', 'scope', 'limit', 'cursor'] as const) {
  /** WGS-84 (satellites), GCJ-02 (Amap, Tencent) or BD-09 (Baidu). */
  @IsOptional()
  @IsIn(COORDINATE_SYSTEMS)
  coordinates?: CoordinateSystem = 'wgs84';
}

export class NearQuery extends MapQuery {
  /** @example 120.13258 */
  @degrees()
  @IsNumber()
  @Min(-180)
  @Max(180)
  longitude!: number;

  /** @example 30.27481 */
  @degrees()
  @IsNumber()
  @Min(-90)
  @Max(90)
  latitude!: number;

  /** How far away at most, in metres, up to 50 000. */
  @IsOptional()
  @whole()
  @IsInt()
  @Min(1)
  @Max(50_000)
  radius?: number = 5000;
}

/** A part of the map between two meridians and two parallels; it does not cross the 180th meridian. */
export class BoxQuery extends MapQuery {
  /** @example 120.0 */
  @degrees()
  @IsNumber()
  @Min(-180)
  @Max(180)
  west!: number;

  /** @example 30.1 */
  @degrees()
  @IsNumber()
  @Min(-90)
  @Max(90)
  south!: number;

  /** @example 120.4 */
  @degrees()
  @IsNumber()
  @Min(-180)
  @Max(180)
  east!: number;

  /** @example 30.5 */
  @degrees()
  @IsNumber()
  @Min(-90)
  @Max(90)
  north!: number;
}

export class ClustersQuery extends OmitType(BoxQuery, ['limit', 'cursor'] as const) {
  /** The zoom of the map as web maps count it; cells are a quarter of a tile wide. */
  @whole()
  @IsInt()
  @Min(0)
  @Max(20)
  zoom!: number;
}

export class RegionsQuery extends PickType(ListQuery, ['filter', 'q', 'scope'] as const) {
  /**
   * The region whose parts are counted; the whole dictionary where none is named.
   * @format uuid
   */
  @IsOptional()
  @IsUUID()
  regionId?: string;

  /** What the customers of each region are counted by, beside all together. */
  @IsOptional()
  @IsIn(['level', 'status'])
  by?: 'level' | 'status';
}
