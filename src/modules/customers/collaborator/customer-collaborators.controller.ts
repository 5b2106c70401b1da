import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { customerDescriptor } from '../customers.descriptor.js';
import { customerNotFound } from '../customers.errors.js';
import { collaboratorsControllerOf } from './collaborators.controller.js';

/** Who works on a customer with its owner. */
@ApiTags('Customers')
@Controller('customers')
export class CustomerCollaboratorsController extends collaboratorsControllerOf('customer', {
  descriptor: customerDescriptor,
  missing: customerNotFound,
}) {}
