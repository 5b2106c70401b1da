import type { Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { PageInfo, type Page } from './page.js';

/** The answer of a list: `export class LeadListView extends pageOf(LeadView) {}`, so that OpenAPI shows the items' real type. */
export function pageOf<T>(View: Type<T>): Type<Page<T>> {
  class PageOf implements Page<T> {
    @ApiProperty({ type: [View] })
    items!: T[];

    @ApiProperty({ type: PageInfo })
    page!: PageInfo;
  }
  return PageOf;
}
