import { Module } from '@nestjs/common';
import { olderThan, registerExpiry } from '../../../platform/jobs/index.js';
import { UsageQueries } from '../claim/usage.queries.js';
import { PoolSettingsModule } from '../pool-settings.module.js';
import { ReclaimModule } from '../reclaim/reclaim.module.js';
import { AssignmentExplanation } from './assignment-explanation.service.js';
import { AssignmentJobs } from './assignment.jobs.js';
import { AssignmentQueries } from './assignment.queries.js';
import { AssignmentRun } from './assignment-run.js';
import { Assignment } from './assignment.service.js';
import { AssignmentsController } from './assignments.controller.js';
import { AssignmentsService } from './assignments.service.js';
import { AssignmentOnEntry } from './assignment-on-entry.js';
import { PeopleQueries } from './people.queries.js';
import { WaitingQueries } from './waiting.queries.js';

// After that who was given a record, by which rule and line, is still told by the ledger; what others lacked then is not.
registerExpiry({ name: 'assignmentBatches', remove: olderThan('assignment_batches', 'at', '180 days') });

/** Who gets records by themselves. */
@Module({
  imports: [ReclaimModule, PoolSettingsModule],
  controllers: [AssignmentsController],
  providers: [
    UsageQueries,
    WaitingQueries,
    PeopleQueries,
    AssignmentQueries,
    Assignment,
    AssignmentRun,
    AssignmentJobs,
    AssignmentOnEntry,
    AssignmentsService,
    AssignmentExplanation,
  ],
  exports: [AssignmentRun, AssignmentExplanation],
})
export class AssignmentModule {}
