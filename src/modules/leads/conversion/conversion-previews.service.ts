import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { ConversionTargets, CustomerDuplicates } from '../../customers/index.js';
import { LeadsService } from '../lead/leads.service.js';
import type { Values } from './conversion-draft.js';
import { ConversionDrafts } from './conversion-drafts.service.js';
import type { ConvertLeadRequest } from './conversion.requests.js';
import type { ConversionPreviewView } from './conversion.view.js';
import { ExistingRecords } from './existing-records.js';
import { overridden } from './overrides.js';
import { refuseImpossible } from './refusals.js';

/** What a conversion would write; nothing is locked and nothing written (LEAD-05). */
@Injectable()
export class ConversionPreviews {
  constructor(
    private readonly leads: LeadsService,
    private readonly drafts: ConversionDrafts,
    private readonly existing: ExistingRecords,
    private readonly duplicates: CustomerDuplicates,
    private readonly targets: ConversionTargets,
  ) {}

  /** @throws leadNotFound, leadNotActive, forbidden, conversionTargetUnknown, customerNotFound, contactNotFound */
  async of(ctx: Ctx, id: string, request: ConvertLeadRequest): Promise<ConversionPreviewView> {
    await this.leads.look(ctx, 'convert', id);
    refuseImpossible(ctx, this.targets, request);
    const { customer: carried, contact: person, lost } = await this.drafts.of(ctx, id);
    const { customerId, customer: said } = request;
    const customer = customerId ? await this.existing.customerChanges(ctx, customerId, carried, said) : overridden(carried, said);
    const known = customerId ? { duplicates: [], near: [] } : await this.duplicates.before(ctx, namesOf(customer));
    return { customer, contact: await this.contact(ctx, request, person), lost, ...known };
  }

  private async contact(
    ctx: Ctx,
    { customerId, contactId, contact }: ConvertLeadRequest,
    carried: Values,
  ): Promise<Record<string, unknown> | null> {
    if (contactId) return this.existing.contactChanges(ctx, contactId, customerId!, carried, contact);
    return contact === null ? null : overridden(carried, contact);
  }
}

const namesOf = ({ name, shortName }: Record<string, unknown>): { name: string | null; shortName: string | null } => ({
  name: (name as string | undefined) ?? null,
  shortName: (shortName as string | undefined) ?? null,
});
