import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InPerson, SignedIn, WithInitialPassword } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { ElevationRequest } from '../elevation/elevation.requests.js';
import { ElevationService } from '../elevation/elevation.service.js';
import type { ElevationView } from '../elevation/elevation.view.js';
import { codeInvalid, passwordUnchanged, passwordWrong, sessionNotFound, signInLocked } from '../identity.errors.js';
import { DevicesService } from '../session/devices.service.js';
import { SessionListView } from '../session/session.view.js';
import { ChangePasswordRequest } from './me.requests.js';
import { MeService } from './me.service.js';
import { MeView, MyMembershipListView } from './me.view.js';

@ApiTags('Me')
@Controller('me')
@InPerson()
export class MeController {
  constructor(
    private readonly me: MeService,
    private readonly devices: DevicesService,
    private readonly elevations: ElevationService,
  ) {}

  /** Read who you are: account, employee, enterprise, and whether the password must be changed. */
  @Get()
  @SignedIn()
  @InPerson({ shownInPreview: true })
  @WithInitialPassword()
  read(@Context() ctx: Ctx): Promise<MeView> {
    return this.me.read(ctx);
  }

  /** List the enterprises that you work in. */
  @Get('enterprises')
  @SignedIn()
  enterprises(@Context() ctx: Ctx): Promise<MyMembershipListView> {
    return this.me.enterprises(ctx);
  }

  /** Change your password. All your other sessions end. */
  @Put('password')
  @SignedIn()
  @WithInitialPassword()
  @HttpCode(204)
  @Fails(passwordWrong, passwordUnchanged, signInLocked)
  changePassword(@Context() ctx: Ctx, @Body() body: ChangePasswordRequest): Promise<void> {
    return this.me.changePassword(ctx, body);
  }

  /**
   * Confirm that it is you, before administrative changes.
   *
   * Where one of them answers 403 STEP_UP_REQUIRED, the session has been signed in to or confirmed too long ago. Refreshing
   * its tokens does not renew it.
   */
  @Post('elevation')
  @SignedIn()
  @HttpCode(200)
  @Fails(passwordWrong, codeInvalid, signInLocked)
  elevate(@Context() ctx: Ctx, @Body() body: ElevationRequest): Promise<ElevationView> {
    return this.elevations.elevate(ctx, body);
  }

  /** List the devices on which you are signed in, the last used first. */
  @Get('sessions')
  @SignedIn()
  sessions(@Context() ctx: Ctx): Promise<SessionListView> {
    return this.devices.list(ctx);
  }

  /** End the session of one device. */
  @Delete('sessions/:id')
  @SignedIn()
  @HttpCode(204)
  @Fails(sessionNotFound)
  endSession(@Context() ctx: Ctx, @Param('id') id: string): Promise<void> {
    return this.devices.end(ctx, id);
  }

  /** End all sessions but this one. */
  @Delete('sessions')
  @SignedIn()
  @HttpCode(204)
  endOtherSessions(@Context() ctx: Ctx): Promise<void> {
    return this.devices.endOthers(ctx);
  }
}
