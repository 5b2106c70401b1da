import { Module } from '@nestjs/common';
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
