import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { referenceInvalid } from '../../../platform/errors/index.js';
import { importsControllerOf, importUndosControllerOf } from '../../../platform/records/import/index.js';
import { ChangeLeadImportRequest } from './lead-import.requests.js';

const imports = importsControllerOf({
  object: 'lead',
  collection: 'leads',
  Change: ChangeLeadImportRequest,
  fails: [referenceInvalid],
});

/** Leads from spreadsheets (LEAD-06). */
@ApiTags('Leads')
@Controller('leads')
export class LeadImportsController extends imports {}

/** Imports of leads that are taken back (LEAD-06). */
@ApiTags('Leads')
@Controller('leads')
export class LeadImportUndosController extends importUndosControllerOf('lead') {}
