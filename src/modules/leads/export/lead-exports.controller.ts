import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { exportsControllerOf } from '../../../platform/records/export/index.js';

/** Leads into spreadsheets (LEAD-06). */
@ApiTags('Leads')
@Controller('leads/exports')
export class LeadExportsController extends exportsControllerOf('lead') {}
