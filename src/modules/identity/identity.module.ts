import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Account } from './account/account.entity.js';
import { AccountsService } from './account/accounts.service.js';
import { Passwords } from './account/passwords.js';
import { SessionsService } from './session/sessions.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Account])],
  providers: [AccountsService, Passwords, SessionsService],
  exports: [AccountsService, SessionsService, Passwords],
})
export class IdentityModule {}
