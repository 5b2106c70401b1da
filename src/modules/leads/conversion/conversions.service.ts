import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { actorIdOf } from '../../../platform/jobs/index.js';
import {
  ConversionTargets,
  CustomerCreation,
  LeadLegacy,
  type Converted,
  type CreateCustomerRequest,
} from '../../customers/index.js';
import type { DuplicateView } from '../../pools/index.js';
import { LeadsService } from '../lead/leads.service.js';
import { leadConverted } from '../leads.events.js';
import type { ConversionDraft } from './conversion-draft.js';
import { ConversionDrafts } from './conversion-drafts.service.js';
import type { ConvertedCustomerRequest, ConvertLeadRequest } from './conversion.requests.js';
import type { ConversionView } from './conversion.view.js';
import { ExistingRecords } from './existing-records.js';
import { below, overridden } from './overrides.js';
import { refuseImpossible } from './refusals.js';

/** A lead that is locked, with what comes out of it. */
export interface LeadToConvert {
  id: string;
  ownerId: string | null;
  draft: ConversionDraft;
}

/** Makes customers of leads, in one transaction with all that hangs on them (LEAD-05). */
@Injectable()
export class Conversions {
  constructor(
    private readonly leads: LeadsService,
    private readonly drafts: ConversionDrafts,
    private readonly creation: CustomerCreation,
    private readonly existing: ExistingRecords,
    private readonly targets: ConversionTargets,
    private readonly legacy: LeadLegacy,
  ) {}

  /**
   * The lead's row is locked first: of two conversions one waits and finds the lead converted, and so does whatever else
   * changes leads.
   * @throws leadNotFound, leadNotActive, conversionTargetUnknown, versionMismatch and whatever creating or changing customer
   * and contact throws, with pointers below `/customer` and `/contact`
   */
  async convert(ctx: Ctx, id: string, request: ConvertLeadRequest, ifMatch?: number): Promise<ConversionView> {
    const lead = await this.leads.lock(ctx, 'convert', id, ifMatch);
    refuseImpossible(ctx, this.targets, request);
    const draft = await this.drafts.of(ctx, id);
    this.legacy.lend(ctx, id, draft.files);
    const { customerId, duplicates } = await below('/customer', () => this.customer(ctx, lead.ownerId, request, draft));
    const contactId = await below('/contact', () => this.contact(ctx, customerId, request, draft));
    const converted = { leadId: id, customerId, contactId };
    await this.end(ctx, [converted]);
    await this.legacy.hand(ctx, [converted]);
    const made = await this.make(ctx, converted, request);
    ctx.emit(leadConverted({ ...converted, made }));
    return { ...converted, made, duplicates };
  }

  /**
   * Converts leads that are locked to new customers, each of its own, all or none of them; as many statements for many as for
   * one. None of them leaves files of its fields. @throws as `convert`, for the first that is refused
   */
  async convertTogether(ctx: Ctx, leads: readonly LeadToConvert[], withContact: boolean): Promise<Converted[]> {
    const requests = leads.map(({ ownerId, draft }) => ({ ...overridden(draft.customer, undefined), ...placeOf(ownerId) }));
    const customers = await this.creation.createAll(ctx, requests as unknown as CreateCustomerRequest[]);
    const people = leads.map(({ draft }, n) => ({ customerId: customers[n]!, values: overridden(draft.contact, undefined) }));
    const contacts = withContact ? await this.existing.addContacts(ctx, people) : [];
    const converted = leads.map(({ id }, n) => ({ leadId: id, customerId: customers[n]!, contactId: contacts[n] ?? null }));
    await this.end(ctx, converted);
    await this.legacy.hand(ctx, converted);
    for (const each of converted) ctx.emit(leadConverted({ ...each, made: [] }));
    return converted;
  }

  private async customer(
    ctx: Ctx,
    leadOwnerId: string | null,
    { customerId, customer }: ConvertLeadRequest,
    draft: ConversionDraft,
  ): Promise<{ customerId: string; duplicates: DuplicateView[] }> {
    if (customerId) {
      await this.existing.changeCustomer(ctx, customerId, draft.customer, customer);
      return { customerId, duplicates: [] };
    }
    const values = {
      ...overridden(draft.customer, customer),
      ...placeOf(leadOwnerId, customer),
    } as unknown as CreateCustomerRequest;
    const { id, duplicates } = await this.creation.create(ctx, values);
    return { customerId: id, duplicates };
  }

  private async contact(
    ctx: Ctx,
    customerId: string,
    { contactId, contact }: ConvertLeadRequest,
    draft: ConversionDraft,
  ): Promise<string | null> {
    if (contactId) {
      await this.existing.changeContact(ctx, contactId, customerId, draft.contact, contact);
      return contactId;
    }
    return contact === null ? null : this.existing.addContact(ctx, customerId, overridden(draft.contact, contact));
  }

  private async end(ctx: Ctx, converted: readonly Converted[]): Promise<void> {
    await ctx.db.run(sql`
      UPDATE leads r SET status = 'converted', customer_id = c.customer_id, contact_id = c.contact_id, converted_at = ${ctx.now},
        reclaim_at = NULL, reclaim_rule_id = NULL, reclaim_rule_key = NULL,
        version = r.version + 1, updated_at = ${ctx.now}, updated_by = ${actorIdOf(ctx)}::uuid
      FROM unnest(${converted.map(({ leadId }) => leadId)}::uuid[], ${converted.map(({ customerId }) => customerId)}::uuid[],
        ${converted.map(({ contactId }) => contactId)}::uuid[]) AS c(lead_id, customer_id, contact_id)
      WHERE r.id = c.lead_id`);
  }

  private async make(ctx: Ctx, converted: Converted, { make = [] }: ConvertLeadRequest): Promise<ConversionView['made']> {
    const made: ConversionView['made'] = [];
    // one of a kind, and there are two kinds at most
    for (const [n, { object, values }] of make.entries()) {
      const id = await below(`/make/${n}/values`, () => this.targets.find(object)!.create(ctx, converted, values));
      made.push({ object, id });
    }
    return made;
  }
}

/** The lead's owner keeps what they have won, unless somebody says otherwise. */
function placeOf(
  leadOwnerId: string | null,
  { poolId, ownerId, route }: ConvertedCustomerRequest = {},
): Pick<ConvertedCustomerRequest, 'poolId' | 'ownerId' | 'route'> {
  if (poolId ?? ownerId ?? route)
    return { ...(poolId ? { poolId } : {}), ...(ownerId ? { ownerId } : {}), ...(route ? { route } : {}) };
  return leadOwnerId ? { ownerId: leadOwnerId } : {};
}
