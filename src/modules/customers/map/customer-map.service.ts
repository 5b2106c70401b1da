import { Injectable } from '@nestjs/common';
import sql, { empty, raw } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { fieldForbidden, validationFailed } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import {
  positionIn,
  RecordLists,
  type CoordinateSystem,
  type ListOptions,
  type MapPosition,
  type Page,
} from '../../../platform/records/index.js';
import { customerDescriptor } from '../customers.descriptor.js';
import { distanceTo, inBox, ringsAround, type Box } from './map.sql.js';
import type { BoxQuery, ClustersQuery, NearQuery } from './map.requests.js';
import type { ClusterView, MapPointView, NearPointView } from './map.view.js';
import { nearCursor, readNearCursor } from './near-cursor.js';

/** What a place on the map tells of a customer. */
const TOLD = ['longitude', 'latitude'];
const SHOWN = ['name', 'longitude', 'latitude', 'levelId', 'levelLabel', 'statusId', 'statusLabel', 'ownerId', 'ownerName'];
/** So many cells are told at once: more than fit on any screen. */
const MOST_CELLS = 4096;

/** Customers on the map, under the permissions, filters and sights of their lists (CUST-11). */
@Injectable()
export class CustomerMap {
  constructor(private readonly lists: RecordLists) {}

  /** Nearest first. @throws fieldForbidden for who may not see where customers are, validationFailed */
  async near(ctx: Ctx, query: NearQuery): Promise<Page<NearPointView>> {
    const { radius = 5000, limit = 20, coordinates = 'wgs84', cursor } = query;
    const point = positionIn([query.longitude, query.latitude], coordinates, 'wgs84');
    const after = cursor === undefined ? undefined : readNearCursor(cursor);
    const { where } = await this.matching(ctx, query, {});
    const behind = after ? sql`AND (away.distance, r.id) > (${after.distance}::double precision, ${after.id}::uuid)` : empty;
    const count = raw(String(limit + 1));
    // the rings are gone through in their order, and no further than the page needs
    const found = await ctx.db.once<{ id: string; distance: number }>(sql`
      SELECT f.id, f.distance FROM ${ringsAround(point, radius, after?.distance ?? 0)}
      CROSS JOIN LATERAL (
        SELECT r.id, away.distance FROM customers r CROSS JOIN LATERAL (SELECT ${distanceTo(point)} AS distance) away
        WHERE ${where} AND r.state = 'active' AND r.map_row BETWEEN ring.first_row AND ring.last_row
          AND r.longitude BETWEEN ring.west AND ring.east AND away.distance >= ring.least AND away.distance < ring.most ${behind}
        ORDER BY away.distance, r.id LIMIT ${count}
      ) f LIMIT ${count}`);
    const page = found.slice(0, limit);
    const hasMore = found.length > limit;
    const away = new Map(page.map(({ id, distance }) => [id, Math.round(distance)]));
    const points = await this.lists.rows<MapPointView>(ctx, customerDescriptor, [...away.keys()], shownTo(ctx));
    const items = points.map((each) => ({ ...placed(each, coordinates), distance: away.get(each.id)! }));
    return { items, page: { nextCursor: hasMore ? nearCursor(page.at(-1)!) : null, hasMore } };
  }

  /** @throws fieldForbidden, validationFailed */
  async box(ctx: Ctx, query: BoxQuery): Promise<Page<MapPointView>> {
    const { coordinates = 'wgs84', west: _w, south: _s, east: _e, north: _n, ...list } = query;
    this.permit(ctx);
    const page = await this.lists.list<MapPointView>(
      ctx,
      customerDescriptor,
      { ...list, fields: shownTo(ctx) },
      { where: inBox(boxOf(query)), tells: TOLD },
    );
    return { ...page, items: page.items.map((each) => placed(each, coordinates)) };
  }

  /** @throws fieldForbidden, validationFailed for a box of more cells than a screen has */
  async clusters(ctx: Ctx, query: ClustersQuery): Promise<ClusterView[]> {
    const box = boxOf(query);
    const size = 90 / 2 ** query.zoom;
    const cells = (Math.ceil((box.east - box.west) / size) + 1) * (Math.ceil((box.north - box.south) / size) + 1);
    if (cells > MOST_CELLS) throw refused('zoom', 'TOO_MANY_CELLS', TOO_MANY_CELLS);
    const { where } = await this.matching(ctx, query, { where: inBox(box) });
    const rows = await ctx.db.once<ClusterView & Record<string, unknown>>(sql`
      SELECT count(*)::integer AS count, avg(r.longitude) AS longitude, avg(r.latitude) AS latitude,
        CASE WHEN count(*) = 1 THEN min(r.id::text) END AS id
      FROM customers r WHERE ${where}
      GROUP BY floor(r.longitude / ${size}::double precision), floor(r.latitude / ${size}::double precision)
      ORDER BY count(*) DESC, min(r.longitude), min(r.latitude)`);
    return rows.map((each) => placed(each, query.coordinates ?? 'wgs84'));
  }

  private matching(ctx: Ctx, { filter, q, scope }: Pick<NearQuery, 'filter' | 'q' | 'scope'>, options: ListOptions) {
    this.permit(ctx);
    const narrowed = { ...(filter ? { filter } : {}), ...(q === undefined ? {} : { q }), ...(scope ? { scope } : {}) };
    return this.lists.matching(ctx, customerDescriptor, narrowed, { ...options, tells: TOLD });
  }

  private permit(ctx: Ctx): void {
    const hidden = ctx.ability.hiddenFields('customer');
    if (TOLD.some((key) => hidden.has(key))) throw fieldForbidden();
  }
}

/** The fields of points that this person may see, as lists take them. */
function shownTo(ctx: Ctx): string {
  const hidden = ctx.ability.hiddenFields('customer');
  return SHOWN.filter((key) => !hidden.has(key) && !hidden.has(key.replace(/(Label|Name)$/, 'Id'))).join(',');
}

function placed<T extends { longitude: number; latitude: number }>(point: T, coordinates: CoordinateSystem): T {
  const [longitude, latitude] = positionIn([point.longitude, point.latitude], 'wgs84', coordinates);
  return { ...point, longitude, latitude };
}

const NOT_A_BOX = text('西须小于东,南须小于北', 'West must be less than east, and south less than north.');
const TOO_MANY_CELLS = text('范围过大,请缩小范围或级别', 'There are too many cells: ask for a smaller box or zoom.');

const refused = (parameter: string, code: string, message: ReturnType<typeof text>) =>
  validationFailed({}, [{ pointer: `?${parameter}`, code, message }]);

/** The box in WGS-84, by its corners. @throws validationFailed */
function boxOf({ west, south, east, north, coordinates = 'wgs84' }: Box & { coordinates?: CoordinateSystem }): Box {
  if (west >= east || south >= north) throw refused('west', 'NOT_A_BOX', NOT_A_BOX);
  const corner = (position: MapPosition): MapPosition => positionIn(position, coordinates, 'wgs84');
  const [left, bottom] = corner([west, south]);
  const [right, top] = corner([east, north]);
  return { west: left, south: bottom, east: right, north: top };
}
