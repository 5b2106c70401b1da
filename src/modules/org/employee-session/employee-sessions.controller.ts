import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, SteppedUp } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { sessionNotFound, SessionListView } from '../../identity/index.js';
import { employeeNotFound } from '../org.errors.js';
import { EmployeeSessionsService } from './employee-sessions.service.js';

@ApiTags('Sign-ins')
@Controller('employees/:id/sessions')
export class EmployeeSessionsController {
  constructor(private readonly sessions: EmployeeSessionsService) {}

  /** List where an employee is signed in to this enterprise. */
  @Get()
  @Can('read', 'signIn')
  @Fails(employeeNotFound)
  list(@Context() ctx: Ctx, @Param('id') id: string): Promise<SessionListView> {
    return this.sessions.list(ctx, id);
  }

  /** Sign an employee out of this enterprise on all devices; their next requests are refused on every node. */
  @Delete()
  @Can('signOut', 'signIn')
  @SteppedUp()
  @HttpCode(204)
  @Fails(employeeNotFound)
  endAll(@Context() ctx: Ctx, @Param('id') id: string): Promise<void> {
    return this.sessions.endAll(ctx, id);
  }

  /** Sign an employee out on one device. */
  @Delete(':sessionId')
  @Can('signOut', 'signIn')
  @SteppedUp()
  @HttpCode(204)
  @Fails(employeeNotFound, sessionNotFound)
  end(@Context() ctx: Ctx, @Param('id') id: string, @Param('sessionId') sessionId: string): Promise<void> {
    return this.sessions.end(ctx, id, sessionId);
  }
}
