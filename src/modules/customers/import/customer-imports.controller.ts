import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { referenceInvalid } from '../../../platform/errors/index.js';
import { exportsControllerOf } from '../../../platform/records/export/index.js';
import { importsControllerOf, importUndosControllerOf } from '../../../platform/records/import/index.js';
import { ChangeCustomerImportRequest } from './customer-import.requests.js';

const imports = importsControllerOf({
  object: 'customer',
  collection: 'customers',
  Change: ChangeCustomerImportRequest,
  fails: [referenceInvalid],
});

/** Customers from spreadsheets (CUST-09). */
@ApiTags('Customers')
@Controller('customers')
export class CustomerImportsController extends imports {}

/** Imports of customers that are taken back (CUST-09). */
@ApiTags('Customers')
@Controller('customers')
export class CustomerImportUndosController extends importUndosControllerOf('customer') {}

/** Customers into spreadsheets, without what was done about them (CUST-09). */
@ApiTags('Customers')
@Controller('customers/exports')
export class CustomerExportsController extends exportsControllerOf('customer') {}
