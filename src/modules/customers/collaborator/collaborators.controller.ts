import { Body, Delete, Get, HttpCode, Injectable, Param, ParseUUIDPipe, Put, type Type } from '@nestjs/common';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { assigneeNotFound } from '../../pools/index.js';
import { collaboratorNotFound } from '../customers.errors.js';
import { PutCollaboratorRequest } from './collaborator.requests.js';
import { CollaboratorListView } from './collaborator.view.js';
import { Collaborators, type Collaborated } from './collaborators.service.js';

/** The routes of one kind of record about who works on it with its owner. Its policy has the action `collaborate`. */
export function collaboratorsControllerOf(object: string, { missing, ...kind }: Collaborated): Type<object> {
  const collaborated = { missing, ...kind };

  @Injectable()
  class CollaboratorsController {
    constructor(private readonly collaborators: Collaborators) {}

    /** List who works on the record with its owner. */
    @Get(':id/collaborators')
    @Can('read', object)
    @Fails(missing)
    async list(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<CollaboratorListView> {
      return { items: await this.collaborators.list(ctx, collaborated, id) };
    }

    /** Let a colleague work on the record, or change what they may do. */
    @Put(':id/collaborators/:employeeId')
    @Can('collaborate', object)
    @Fails(missing, assigneeNotFound)
    async put(
      @Context() ctx: Ctx,
      @Param('id', ParseUUIDPipe) id: string,
      @Param('employeeId', ParseUUIDPipe) employeeId: string,
      @Body() body: PutCollaboratorRequest,
    ): Promise<CollaboratorListView> {
      await this.collaborators.put(ctx, collaborated, id, employeeId, body.access);
      return { items: await this.collaborators.list(ctx, collaborated, id) };
    }

    /** Take a colleague off the record. */
    @Delete(':id/collaborators/:employeeId')
    @HttpCode(204)
    @Can('collaborate', object)
    @Fails(missing, collaboratorNotFound)
    remove(
      @Context() ctx: Ctx,
      @Param('id', ParseUUIDPipe) id: string,
      @Param('employeeId', ParseUUIDPipe) employeeId: string,
    ): Promise<void> {
      return this.collaborators.remove(ctx, collaborated, id, employeeId);
    }
  }
  return CollaboratorsController;
}
