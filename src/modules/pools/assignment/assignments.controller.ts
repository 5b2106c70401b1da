import { Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, ReadOnly } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { Accepted, JobView } from '../../../platform/jobs/index.js';
import { poolNotFound } from '../pools.errors.js';
import { assignmentOff } from './assignment.errors.js';
import { AssignmentTrialView } from './assignment.view.js';
import { AssignmentsService } from './assignments.service.js';

@ApiTags('Pools')
@Controller('pools/:id')
export class AssignmentsController {
  constructor(private readonly assignments: AssignmentsService) {}

  /**
   * Assign what waits in a pool now, by its rules.
   *
   * Records that enter the pool are assigned at once and what stayed is tried again every ten minutes; this does not wait
   * for the schedule. The job's result says how many were placed, and why others stay.
   */
  @Post('assignments')
  @HttpCode(202)
  @Accepted()
  @Can('configure', 'pool')
  @Fails(poolNotFound, assignmentOff)
  start(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<JobView> {
    return this.assignments.start(ctx, id);
  }

  /** Dry-run the assignment rules in force: who would get what now. Nothing is changed. */
  @Post('assignments/trials')
  @HttpCode(200)
  @ReadOnly()
  @Can('configure', 'pool')
  @Fails(poolNotFound, assignmentOff)
  trial(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<AssignmentTrialView> {
    return this.assignments.trial(ctx, id);
  }
}
