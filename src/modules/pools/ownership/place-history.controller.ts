import { Get, Injectable, Param, ParseUUIDPipe, type Type } from '@nestjs/common';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { ProblemKind } from '../../../platform/errors/index.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { AssignmentExplanation } from '../assignment/assignment-explanation.service.js';
import { AssignmentExplanationView } from '../assignment/assignment.view.js';
import { poolableOf } from '../poolable.js';
import { Explanation } from '../reclaim/explanation.service.js';
import { ReclaimExplanationView } from '../reclaim/simulation.view.js';
import { OwnershipHistory } from './ownership-history.js';
import { OwnershipLineListView } from './ownership.view.js';

/** The routes of one kind of record about who had it and when it is reclaimed. `missing` is its 404. */
export function placeHistoryControllerOf(object: string, missing: ProblemKind): Type<object> {
  @Injectable()
  class PlaceHistoryController {
    constructor(
      private readonly history: OwnershipHistory,
      private readonly explanation: Explanation,
      private readonly assignment: AssignmentExplanation,
    ) {}

    /** Every owner and pool that the record has had: who, when, why, under which rule. */
    @Get(':id/ownership')
    @Can('read', object)
    @Fails(missing)
    async ownership(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<OwnershipLineListView> {
      return { items: await this.history.of(ctx, poolableOf(object), id, missing) };
    }

    /** Why the record will or will not be reclaimed: the rule, each of its lines, and the deadline. */
    @Get(':id/reclaim')
    @Can('read', object)
    @Fails(missing)
    reclaim(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<ReclaimExplanationView> {
      return this.explanation.explain(ctx, poolableOf(object), id, missing);
    }

    /** Why a rule gave the record to its owner, or why it still waits in its pool. */
    @Get(':id/assignment-explanation')
    @Can('read', object)
    @Fails(missing)
    explainAssignment(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<AssignmentExplanationView> {
      return this.assignment.explain(ctx, poolableOf(object), id, missing);
    }
  }
  return PlaceHistoryController;
}
