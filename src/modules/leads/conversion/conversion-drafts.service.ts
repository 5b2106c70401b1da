import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { DictionaryItems } from '../../../platform/records/index.js';
import { LeadsService } from '../lead/leads.service.js';
import { draftOf, type ConversionDraft } from './conversion-draft.js';
import { ConversionMapping } from './conversion-mapping.js';

/** What comes out of a lead by the enterprise's mapping, as far as the actor sees the lead. */
@Injectable()
export class ConversionDrafts {
  constructor(
    private readonly leads: LeadsService,
    private readonly mapping: ConversionMapping,
    private readonly dictionaryItems: DictionaryItems,
  ) {}

  /** @throws leadNotFound */
  async of(ctx: Ctx, leadId: string): Promise<ConversionDraft> {
    const forest = await this.dictionaryItems.of(ctx);
    return draftOf(ctx, await this.leads.get(ctx, leadId), await this.mapping.of(ctx), forest);
  }

  /** The same for many leads that the actor may see, by their ids; as many statements as for one. */
  async ofEach(ctx: Ctx, leadIds: readonly string[]): Promise<Map<string, ConversionDraft>> {
    const forest = await this.dictionaryItems.of(ctx);
    const mapping = await this.mapping.of(ctx);
    const leads = await this.leads.several(ctx, leadIds);
    return new Map(leads.map((lead) => [lead.id, draftOf(ctx, lead, mapping, forest)]));
  }
}
