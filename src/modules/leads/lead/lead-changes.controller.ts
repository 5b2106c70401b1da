import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { changesControllerOf, changesOf } from '../../../platform/records/change-feed/index.js';
import { leadDescriptor } from '../leads.descriptor.js';
import { LeadView } from './lead.view.js';

export class LeadChangesView extends changesOf(LeadView) {}

/** What changed of leads, for other systems that keep a copy. */
@ApiTags('Leads')
@Controller('leads')
export class LeadChangesController extends changesControllerOf(leadDescriptor, LeadChangesView) {}
