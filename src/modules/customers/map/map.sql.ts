import sql, { type Sql } from 'sql-template-tag';
import type { MapPosition } from '../../../platform/records/index.js';

/** Mean radius of the earth, in metres. */
const EARTH = 6_371_008.8;
const METRES_PER_DEGREE = (Math.PI / 180) * EARTH;

/** A part of the map, in degrees. */
export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** The row of the index that a latitude stands in, as `map_row` reckons it. */
const rowOf = (latitude: number): number => Math.floor((latitude + 90) * 100);

/** Rows r in the box. Index: customers_by_position. */
export const inBox = ({ west, south, east, north }: Box): Sql => sql`r.state = 'active'
  AND r.map_row BETWEEN ${rowOf(south)}::integer AND ${rowOf(north)}::integer
  AND r.longitude BETWEEN ${west}::double precision AND ${east}::double precision
  AND r.latitude BETWEEN ${south}::double precision AND ${north}::double precision`;

/** The least box around a circle. */
function boxAround([longitude, latitude]: MapPosition, metres: number): Box {
  const height = metres / METRES_PER_DEGREE;
  const narrowest = Math.cos((Math.min(89.9, Math.abs(latitude) + height) * Math.PI) / 180);
  const width = height / narrowest;
  return {
    west: Math.max(-180, longitude - width),
    south: Math.max(-90, latitude - height),
    east: Math.min(180, longitude + width),
    north: Math.min(90, latitude + height),
  };
}

/** Rings around a point, the nearest first, each twice as wide as the one before: whoever asks for few reads the inner ones alone. */
export function ringsAround(point: MapPosition, radius: number, from: number): Sql {
  const outer = [64, 32, 16, 8, 4, 2, 1].map((part) => radius / part);
  const rings = outer.map((most, n) => ({ least: n === 0 ? 0 : outer[n - 1]!, most, ...boxAround(point, most) }));
  const left = rings.filter(({ most }) => most >= from);
  return sql`unnest(${left.map(({ least }) => least)}::double precision[],
    ${left.map(({ most }, n) => (n === left.length - 1 ? most + 1e-6 : most))}::double precision[],
    ${left.map(({ south }) => rowOf(south))}::integer[], ${left.map(({ north }) => rowOf(north))}::integer[],
    ${left.map(({ west }) => west)}::double precision[], ${left.map(({ east }) => east)}::double precision[])
    AS ring (least, most, first_row, last_row, west, east)`;
}

/** Metres from a point to row r, by the haversine formula. */
export const distanceTo = ([longitude, latitude]: MapPosition): Sql => sql`
  ${2 * EARTH}::double precision * asin(least(1, sqrt(
    power(sin(radians(r.latitude - ${latitude}::double precision) / 2), 2)
    + cos(radians(${latitude}::double precision)) * cos(radians(r.latitude)) * power(sin(radians(r.longitude - ${longitude}::double precision) / 2), 2))))`;
