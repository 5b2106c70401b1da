import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { placeHistoryControllerOf, placesControllerOf } from '../../pools/index.js';
import { leadNotFound } from '../leads.errors.js';

/** Where leads are: given back, taken back, handed over, moved, assigned. */
@ApiTags('Leads')
@Controller('leads')
export class LeadPlacesController extends placesControllerOf('lead') {}

/** Who had a lead, and when it is reclaimed. */
@ApiTags('Leads')
@Controller('leads')
export class LeadPlaceHistoryController extends placeHistoryControllerOf('lead', leadNotFound) {}
