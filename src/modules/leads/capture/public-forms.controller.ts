import { Body, Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../../../platform/authz/index.js';
import type { PublicCtx } from '../../../platform/context/ctx.js';
import { tooManyRequests } from '../../../platform/errors/index.js';
import { Context, Fails, RequestOrigin } from '../../../platform/http/index.js';
import { captchaInvalid } from '../../identity/index.js';
import {
  captureConsentRequired,
  captureFormFull,
  captureFormNotFound,
  captureOriginRefused,
  captureSuspicious,
} from '../leads.errors.js';
import { SubmitCaptureRequest } from './capture.requests.js';
import { PublicFormView, SubmissionView } from './capture.view.js';
import { Submissions } from './submissions.service.js';

/** Forms as visitors of web sites meet them. */
@ApiTags('Capture forms')
@Controller('capture-forms/:key')
export class PublicFormsController {
  constructor(private readonly submissions: Submissions) {}

  /** Get a form to be shown on a web site, with the proof of work and the token that go back with it. */
  @Get()
  @Public()
  @Header('Cache-Control', 'no-store')
  @Fails(captureFormNotFound, tooManyRequests)
  look(@Context() ctx: PublicCtx, @Param('key') key: string): Promise<PublicFormView> {
    return this.submissions.look(ctx, key);
  }

  /**
   * Send a form.
   *
   * From pages of the form's web sites alone. The answer does not tell whether the enterprise knew the visitor already.
   */
  @Post('submissions')
  @HttpCode(201)
  @Public()
  @Fails(
    captureFormNotFound,
    captureOriginRefused,
    captureSuspicious,
    captchaInvalid,
    captureConsentRequired,
    captureFormFull,
    tooManyRequests,
  )
  submit(
    @Context() ctx: PublicCtx,
    @Param('key') key: string,
    @Body() body: SubmitCaptureRequest,
    @RequestOrigin() origin?: string,
  ): Promise<SubmissionView> {
    return this.submissions.submit(ctx, key, origin, body);
  }
}
