import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { fieldForbidden } from '../../../platform/errors/index.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { searchTooBroad } from '../../../platform/records/index.js';
import { CustomerMap } from './customer-map.service.js';
import { BoxQuery, ClustersQuery, NearQuery, RegionsQuery } from './map.requests.js';
import { ClusterListView, MapPointListView, NearPointListView, RegionCountListView } from './map.view.js';
import { RegionCounts } from './region-counts.service.js';

@ApiTags('Customers')
@Controller('customers/map')
@Can('read', 'customer')
export class CustomerMapController {
  constructor(
    private readonly map: CustomerMap,
    private readonly regions: RegionCounts,
  ) {}

  /** List the customers around a point, nearest first. */
  @Get('near')
  @Fails(fieldForbidden, searchTooBroad)
  near(@Context() ctx: Ctx, @Query() query: NearQuery): Promise<NearPointListView> {
    return this.map.near(ctx, query);
  }

  /** List the customers in a part of the map, newest first. */
  @Get('box')
  @Fails(fieldForbidden, searchTooBroad)
  box(@Context() ctx: Ctx, @Query() query: BoxQuery): Promise<MapPointListView> {
    return this.map.box(ctx, query);
  }

  /** Count the customers in a part of the map by the cells of a zoom, each with the middle of its customers; the largest first. */
  @Get('clusters')
  @Fails(fieldForbidden, searchTooBroad)
  async clusters(@Context() ctx: Ctx, @Query() query: ClustersQuery): Promise<ClusterListView> {
    return { items: await this.map.clusters(ctx, query), page: { nextCursor: null, hasMore: false } };
  }

  /** Count customers by region, each with all below it, and by level or status. */
  @Get('regions')
  @Fails(fieldForbidden, searchTooBroad)
  async countRegions(@Context() ctx: Ctx, @Query() query: RegionsQuery): Promise<RegionCountListView> {
    return { items: await this.regions.of(ctx, query), page: { nextCursor: null, hasMore: false } };
  }
}
