import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CONFIG } from '../../platform/config/config.token.js';
import { Account } from './account/account.entity.js';
import { AccountsService } from './account/accounts.service.js';
import { Passwords } from './account/passwords.js';
import { CaptchaController } from './captcha/captcha.controller.js';
import { CaptchasService } from './captcha/captchas.service.js';
import { CodeQueue } from './code/code-queue.js';
import { CodeSender } from './code/code-sender.js';
import { CodesController } from './code/codes.controller.js';
import { CodesService } from './code/codes.service.js';
import { ElevationService } from './elevation/elevation.service.js';
import { MailGateway, mailGateway } from './gateway/mail-gateway.js';
import { SmsGateway, smsGateway } from './gateway/sms-gateway.js';
import { IdentityCleaning } from './identity-cleaning.js';
import './identity.policy.js';
import { MeController } from './me/me.controller.js';
import { MeService } from './me/me.service.js';
import { PasswordResetsController } from './password-reset/password-resets.controller.js';
import { PasswordResetsService } from './password-reset/password-resets.service.js';
import { DevicesService } from './session/devices.service.js';
import { SessionsService } from './session/sessions.service.js';
import { ChoiceTokens } from './sign-in/choice-tokens.js';
import { Proofs } from './sign-in/proofs.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { SignInGuard } from './sign-in/sign-in-guard.js';
import { SignInService } from './sign-in/sign-in.service.js';
import { SignInAlerts } from './sign-in-watch/sign-in-alerts.service.js';
import { SignInJudge } from './sign-in-watch/sign-in-judge.js';
import { SignInQueries } from './sign-in-watch/sign-in.queries.js';
import { SignInRecorder } from './sign-in-watch/sign-in-recorder.js';
import { SignInRetention } from './sign-in-watch/sign-in-retention.js';
import { SignInsController } from './sign-in-watch/sign-ins.controller.js';
import { Throttles } from './throttle/throttles.js';

@Module({
  imports: [TypeOrmModule.forFeature([Account])],
  controllers: [CaptchaController, CodesController, SignInController, MeController, PasswordResetsController, SignInsController],
  providers: [
    AccountsService,
    Passwords,
    SessionsService,
    DevicesService,
    Throttles,
    CaptchasService,
    CodeQueue,
    CodesService,
    CodeSender,
    ChoiceTokens,
    SignInGuard,
    Proofs,
    SignInService,
    ElevationService,
    MeService,
    PasswordResetsService,
    SignInRecorder,
    SignInJudge,
    SignInRetention,
    SignInQueries,
    SignInAlerts,
    IdentityCleaning,
    { provide: SmsGateway, inject: [CONFIG], useFactory: smsGateway },
    { provide: MailGateway, inject: [CONFIG], useFactory: mailGateway },
  ],
  exports: [
    AccountsService,
    SessionsService,
    DevicesService,
    Passwords,
    CodesService,
    Throttles,
    CaptchasService,
    SmsGateway,
    MailGateway,
  ],
})
export class IdentityModule {}
