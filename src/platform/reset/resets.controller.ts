import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, SteppedUp } from '../authz/index.js';
import type { Ctx } from '../context/ctx.js';
import { Context, Created, Fails } from '../http/index.js';
import {
  resetConsentRefused,
  resetNeedsSecond,
  resetNotConfirmed,
  resetNotFound,
  resetNotOpen,
  resetUnderway,
} from './reset.errors.js';
import { ConsentToResetRequest, CreateResetRequest } from './reset.requests.js';
import { ResetListView, ResetView } from './reset.view.js';
import { Resets } from './resets.service.js';

@ApiTags('Enterprise data')
@Controller('crm-resets')
export class ResetsController {
  constructor(private readonly resets: Resets) {}

  /**
   * Ask for a reset of CRM data.
   *
   * All records of these kinds are to go for good, with their history, ledger, files, comments, notices, imports and exports;
   * people, roles, pools, fields, views and settings stay, numbers go on counting, and the audit log tells of it. Another
   * administrator, who is one already, must consent within 72 hours.
   */
  @Post()
  @Created('crm-resets', ResetView)
  @Can('reset', 'enterpriseData')
  @SteppedUp()
  @Fails(resetNotConfirmed, resetNeedsSecond, resetUnderway)
  create(@Context() ctx: Ctx, @Body() body: CreateResetRequest): Promise<ResetView> {
    return this.resets.create(ctx, body);
  }

  /** List the resets that were asked for, newest first; the last 50. */
  @Get()
  @Can('reset', 'enterpriseData')
  list(@Context() ctx: Ctx): Promise<ResetListView> {
    return this.resets.list(ctx);
  }

  /** Read a reset: who asked, who consented, how far it is. */
  @Get(':id')
  @Can('reset', 'enterpriseData')
  @Fails(resetNotFound)
  get(@Context() ctx: Ctx, @Param('id') id: string): Promise<ResetView> {
    return this.resets.get(ctx, id);
  }

  /**
   * Consent to a reset that somebody else has asked for.
   *
   * It begins an hour later. While it runs, nobody writes records of its kinds (`RECORDS_BEING_RESET`).
   */
  @Post(':id/consent')
  @HttpCode(200)
  @Can('reset', 'enterpriseData')
  @SteppedUp()
  @Fails(resetNotFound, resetNotConfirmed, resetConsentRefused, resetNotOpen)
  consent(@Context() ctx: Ctx, @Param('id') id: string, @Body() body: ConsentToResetRequest): Promise<ResetView> {
    return this.resets.consent(ctx, id, body.confirmation);
  }

  /** Say no to a reset that somebody else has asked for. */
  @Post(':id/rejection')
  @HttpCode(200)
  @Can('reset', 'enterpriseData')
  @SteppedUp()
  @Fails(resetNotFound, resetConsentRefused, resetNotOpen)
  reject(@Context() ctx: Ctx, @Param('id') id: string): Promise<ResetView> {
    return this.resets.reject(ctx, id);
  }

  /** Withdraw a reset, whoever asked for it or consented, as long as it has not begun. */
  @Post(':id/withdrawal')
  @HttpCode(200)
  @Can('reset', 'enterpriseData')
  @SteppedUp()
  @Fails(resetNotFound, resetNotOpen)
  withdraw(@Context() ctx: Ctx, @Param('id') id: string): Promise<ResetView> {
    return this.resets.withdraw(ctx, id);
  }
}
