import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { placeHistoryControllerOf, placesControllerOf } from '../../pools/index.js';
import { customerNotFound } from '../customers.errors.js';

/** Where customers are: given back, taken back, handed over, moved, assigned. */
@ApiTags('Customers')
@Controller('customers')
export class CustomerPlacesController extends placesControllerOf('customer') {}

/** Who had a customer, and when it is reclaimed. */
@ApiTags('Customers')
@Controller('customers')
export class CustomerPlaceHistoryController extends placeHistoryControllerOf('customer', customerNotFound) {}
