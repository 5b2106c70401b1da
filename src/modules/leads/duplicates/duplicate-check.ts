import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { validationFailed } from '../../../platform/errors/index.js';
import { checkCustom, CustomFields, refuseForbiddenFields } from '../../../platform/records/index.js';
import { DuplicatesService, duplicateView, type DuplicateView } from '../../pools/index.js';
import type { DuplicateCheckRequest } from './duplicate.requests.js';

/** Answers before something is entered what creating it would answer. */
@Injectable()
export class DuplicateCheck {
  constructor(
    private readonly duplicates: DuplicatesService,
    private readonly customFields: CustomFields,
  ) {}

  /** @throws validationFailed for values that their field would refuse, fieldForbidden: whether a value exists is told to those alone who may see and enter it */
  async before(ctx: Ctx, request: DuplicateCheckRequest): Promise<DuplicateView[]> {
    refuseForbiddenFields(ctx, 'lead', request);
    const { custom: input = {}, ...fields } = request;
    const { values: custom, issues } = checkCustom(await this.customFields.of(ctx, 'lead'), input, false);
    const refused = issues.filter(({ code }) => code !== 'REQUIRED');
    if (refused.length > 0) throw validationFailed({}, refused);
    return (await this.duplicates.find(ctx, 'lead', [{ ...fields, custom }])).map(duplicateView);
  }
}
