import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { validationFailed, type Issue } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { checkCustom, CustomFields, refuseForbiddenFields } from '../../../platform/records/index.js';
import {
  DuplicateRulesService,
  DuplicatesService,
  duplicateView,
  keyOf,
  type Duplicate,
  type DuplicateView,
} from '../../pools/index.js';
import type { UniqueNames } from '../customer/customer.writes.js';
import { customerDuplicate } from '../customers.errors.js';
import { uniqueNames, type ComparableCustomer } from './customer-comparison.js';
import { NearNames } from './near-names.js';

const TAKEN = text('已有客户使用此值', 'Another customer has this value.');

/** Duplicate control of customers (客户查重, CUST-02). */
@Injectable()
export class CustomerDuplicates {
  constructor(
    private readonly duplicates: DuplicatesService,
    private readonly rules: DuplicateRulesService,
    private readonly near: NearNames,
    private readonly customFields: CustomFields,
  ) {}

  /** The names that a second customer may not have. */
  async unique(ctx: Ctx): Promise<UniqueNames> {
    return uniqueNames(await this.rules.of(ctx, 'customer'));
  }

  /**
   * Refuses what is about to be written where it equals another customer; of two at once exactly one is the first.
   * @returns what it equals or resembles without being refused
   * @throws customerDuplicate with whose they are, as far as the actor may know
   */
  refuse(ctx: Ctx, customer: ComparableCustomer): Promise<Duplicate[]> {
    return this.refuseAll(ctx, [customer]);
  }

  /** The same for several new ones, which must not equal each other either; as many statements for many as for one. */
  async refuseAll(ctx: Ctx, customers: readonly ComparableCustomer[]): Promise<Duplicate[]> {
    await this.duplicates.serialise(ctx, 'customer', customers);
    const found = await this.duplicates.find(ctx, 'customer', customers);
    const refusing = found.filter(({ action }) => action === 'refuse').map(duplicateView);
    if (refusing.length > 0) throw customerDuplicate({ duplicates: refusing }, refusing.map(issueOf));
    if (customers.length > 1 && (await this.areEqual(ctx, customers))) throw customerDuplicate();
    return found;
  }

  private async areEqual(ctx: Ctx, customers: readonly ComparableCustomer[]): Promise<boolean> {
    const refused = [...(await this.rules.of(ctx, 'customer'))].filter(([, action]) => action === 'refuse');
    return refused.some(([field]) => {
      const keys = customers.map((customer) => keyOf('customer', customer, field)).filter((key) => key !== null);
      return new Set(keys).size < keys.length;
    });
  }

  /** What creating it would answer, and which names are near. @throws validationFailed, fieldForbidden: whether a value exists is told to those alone who may enter it */
  async before(ctx: Ctx, request: ComparableCustomer): Promise<{ duplicates: DuplicateView[]; near: DuplicateView[] }> {
    refuseForbiddenFields(ctx, 'customer', request);
    const { custom: input = {}, ...names } = request;
    const { values: custom, issues } = checkCustom(await this.customFields.of(ctx, 'customer'), input, false);
    const refused = issues.filter(({ code }) => code !== 'REQUIRED');
    if (refused.length > 0) throw validationFailed({}, refused);
    const found = await this.duplicates.find(ctx, 'customer', [{ ...names, custom }]);
    const near = request.name ? await this.nearTo(ctx, request.name, new Set(found.map(({ id }) => id))) : [];
    return { duplicates: found.map(duplicateView), near };
  }

  /** Customers with a near name, nearest first, as far as the actor may know. */
  async nearTo(ctx: Ctx, name: string, except: ReadonlySet<string>): Promise<DuplicateView[]> {
    const ids = await this.near.of(ctx, name, except);
    const described = new Map(
      (await this.duplicates.describe(ctx, 'customer', 'name', ids)).map((each) => [each.id, duplicateView(each)] as const),
    );
    return ids.flatMap((id) => described.get(id) ?? []);
  }
}

const issueOf = ({ field }: DuplicateView): Issue => ({
  pointer: `/${field.replace('.', '/')}`,
  code: 'DUPLICATE',
  message: TAKEN,
});
