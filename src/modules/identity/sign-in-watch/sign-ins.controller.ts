import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, InPerson, SignedIn } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { signInAlertNotFound } from '../identity.errors.js';
import { SignInAlerts } from './sign-in-alerts.service.js';
import { SignInQueries } from './sign-in.queries.js';
import { AcknowledgeRequest, ListMySignInsRequest, ListSignInAlertsRequest, ListSignInsRequest } from './sign-ins.requests.js';
import type { SignInAlertListView, SignInAlertSummaryView, SignInAlertView, SignInListView } from './sign-ins.view.js';

@ApiTags('Sign-ins')
@Controller()
export class SignInsController {
  constructor(
    private readonly queries: SignInQueries,
    private readonly alerts: SignInAlerts,
  ) {}

  /** List attempts to sign in by the names of your enterprise's people, newest first, for half a year. */
  @Get('sign-ins')
  @Can('read', 'signIn')
  list(@Context() ctx: Ctx, @Query() query: ListSignInsRequest): Promise<SignInListView> {
    return this.queries.list(ctx, query);
  }

  /** List your own attempts to sign in here, newest first. */
  @Get('me/sign-ins')
  @SignedIn()
  @InPerson()
  mine(@Context() ctx: Ctx, @Query() query: ListMySignInsRequest): Promise<SignInListView> {
    return this.queries.list(ctx, { ...query, filter: { employeeId: ctx.actor.employeeId } });
  }

  /** List what was unusual about sign-ins, newest first. */
  @Get('sign-in-alerts')
  @Can('read', 'signIn')
  listAlerts(@Context() ctx: Ctx, @Query() query: ListSignInAlertsRequest): Promise<SignInAlertListView> {
    return this.queries.alerts(ctx, query);
  }

  /** Count alerts by kind and status. */
  @Get('sign-in-alerts/summary')
  @Can('read', 'signIn')
  summary(@Context() ctx: Ctx): Promise<SignInAlertSummaryView> {
    return this.alerts.summary(ctx);
  }

  /** Read an alert with its sign-in. */
  @Get('sign-in-alerts/:id')
  @Can('read', 'signIn')
  @Fails(signInAlertNotFound)
  get(@Context() ctx: Ctx, @Param('id') id: string): Promise<SignInAlertView> {
    return this.alerts.get(ctx, id);
  }

  /** Say that an alert has been looked at; a second time changes nothing. */
  @Post('sign-in-alerts/:id/acknowledgement')
  @Can('update', 'signIn')
  @HttpCode(200)
  @Fails(signInAlertNotFound)
  acknowledge(@Context() ctx: Ctx, @Param('id') id: string, @Body() body: AcknowledgeRequest): Promise<SignInAlertView> {
    return this.alerts.acknowledge(ctx, id, body.note ?? null);
  }
}
