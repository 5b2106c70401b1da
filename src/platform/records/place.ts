import library from 'gcoord';

// Its types describe an ES module, and it is a CommonJS one.
const gcoord = library as unknown as (typeof library)['default'];

/** Where something is. Kept in WGS-84, whatever map it was picked on. */
export interface Place {
  address: string | null;
  /** Degrees with six places, about ten centimetres; null where only the address is known. */
  longitude: number | null;
  latitude: number | null;
  coordinateSystem: 'WGS84';
}

const LONGEST_ADDRESS = 500;
const MEMBERS = new Set(['address', 'longitude', 'latitude', 'coordinateSystem']);
/** What maps in China use: Amap and Tencent GCJ-02, Baidu BD-09. */
const SYSTEMS = { WGS84: gcoord.WGS84, GCJ02: gcoord.GCJ02, BD09: gcoord.BD09 } as const;

export const COORDINATE_SYSTEMS = ['wgs84', 'gcj02', 'bd09'] as const;
/** A system of coordinates as queries name it. */
export type CoordinateSystem = (typeof COORDINATE_SYSTEMS)[number];
/** Longitude and latitude in degrees. */
export type Position = readonly [longitude: number, latitude: number];

/** The same point in another system, with six places. */
export function positionIn([longitude, latitude]: Position, from: CoordinateSystem, to: CoordinateSystem): Position {
  if (from === to) return [longitude, latitude];
  const [east, north] = gcoord.transform([longitude, latitude], systemOf(from), systemOf(to));
  return [sixPlaces(east), sixPlaces(north)];
}

const systemOf = (system: CoordinateSystem) => SYSTEMS[system.toUpperCase() as keyof typeof SYSTEMS];

/** Reads a place of a body; undefined where it is none, has half a coordinate, or unknown members. */
export function placeOf(raw: unknown): Place | undefined {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined;
  const { address = null, longitude = null, latitude = null, coordinateSystem } = raw as Record<string, unknown>;
  if (Object.keys(raw).some((key) => !MEMBERS.has(key))) return undefined;
  if (address !== null && (typeof address !== 'string' || address.length > LONGEST_ADDRESS)) return undefined;
  const named = address?.trim() || null;
  if (longitude === null && latitude === null)
    return named === null ? undefined : { address: named, longitude, latitude, coordinateSystem: 'WGS84' };
  if (!isDegrees(longitude, 180) || !isDegrees(latitude, 90) || !isSystem(coordinateSystem)) return undefined;
  const [east, north] = gcoord.transform([longitude, latitude], SYSTEMS[coordinateSystem], gcoord.WGS84);
  return { address: named, longitude: sixPlaces(east), latitude: sixPlaces(north), coordinateSystem: 'WGS84' };
}

/** `杭州市西湖区文三路 (120.132580,30.274810)`: how spreadsheets show a place. */
export function placeText({ address, longitude, latitude }: Place): string {
  const position = longitude === null ? '' : `(${longitude},${latitude})`;
  return [address ?? '', position].filter(Boolean).join(' ');
}

const POSITION = /^(.*?)[\s]*[((](-?\d{1,3}(?:\.\d+)?)[,,]\s*(-?\d{1,2}(?:\.\d+)?)[))]$/s;

/** The place that a cell names, as `placeText` wrote it or with the address alone. */
export function placeOfText(text: string): Place | undefined {
  const [, address, longitude, latitude] = POSITION.exec(text) ?? [];
  if (longitude === undefined) return placeOf({ address: text });
  return placeOf({ address, longitude: Number(longitude), latitude: Number(latitude), coordinateSystem: 'WGS84' });
}

const isDegrees = (value: unknown, most: number): value is number =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= most;
const isSystem = (value: unknown): value is keyof typeof SYSTEMS => typeof value === 'string' && Object.hasOwn(SYSTEMS, value);
const sixPlaces = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
