import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { exportsControllerOf } from '../../../../platform/records/export/index.js';
import { importsControllerOf, importUndosControllerOf } from '../../../../platform/records/import/index.js';
import { ChangeContactImportRequest } from './contact-import.requests.js';

const imports = importsControllerOf({ object: 'contact', collection: 'contacts', Change: ChangeContactImportRequest });

/** Contacts from spreadsheets, each at its customer (CUST-09). */
@ApiTags('Contacts')
@Controller('contacts')
export class ContactImportsController extends imports {}

/** Imports of contacts that are taken back (CUST-09). */
@ApiTags('Contacts')
@Controller('contacts')
export class ContactImportUndosController extends importUndosControllerOf('contact') {}

/** Contacts into spreadsheets (CUST-09). */
@ApiTags('Contacts')
@Controller('contacts/exports')
export class ContactExportsController extends exportsControllerOf('contact') {}
