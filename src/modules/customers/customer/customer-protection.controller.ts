import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { protectionControllerOf } from '../../pools/index.js';
import { customerNotFound } from '../customers.errors.js';

/** Protection and quarantine of customers. */
@ApiTags('Customers')
@Controller('customers')
export class CustomerProtectionController extends protectionControllerOf('customer', customerNotFound) {}
