import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { changesControllerOf, changesOf } from '../../../platform/records/change-feed/index.js';
import { customerDescriptor } from '../customers.descriptor.js';
import { CustomerView } from './customer.view.js';

export class CustomerChangesView extends changesOf(CustomerView) {}

/** What changed of customers, for other systems that keep a copy. */
@ApiTags('Customers')
@Controller('customers')
export class CustomerChangesController extends changesControllerOf(customerDescriptor, CustomerChangesView) {}
