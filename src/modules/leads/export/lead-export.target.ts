import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ExportTargets } from '../../../platform/records/export/index.js';
import { leadDescriptor } from '../leads.descriptor.js';

/** Leads into spreadsheets (LEAD-06). */
@Injectable()
export class LeadExportTarget implements OnModuleInit {
  constructor(private readonly targets: ExportTargets) {}

  onModuleInit(): void {
    this.targets.register({ descriptor: leadDescriptor });
  }
}
