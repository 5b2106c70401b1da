import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { protectionControllerOf } from '../../pools/index.js';
import { leadNotFound } from '../leads.errors.js';

/** Protection and quarantine of leads. */
@ApiTags('Leads')
@Controller('leads')
export class LeadProtectionController extends protectionControllerOf('lead', leadNotFound) {}
