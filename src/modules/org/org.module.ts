import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ROLE_SOURCE } from '../../platform/authz/ability-cache.js';
import { IdentityModule } from '../identity/index.js';
import { Department } from './department/department.entity.js';
import { Employee } from './employee/employee.entity.js';
import { Enterprise } from './enterprise/enterprise.entity.js';
import { Foundings } from './enterprise/founding.js';
import { RegistrationController } from './enterprise/registration.controller.js';
import { RegistrationService } from './enterprise/registration.service.js';
import { InvitationModule } from './invitation/invitation.module.js';
import './org.policy.js';
import { Role } from './role/role.entity.js';
import { RoleQueries } from './role/role.queries.js';
import { RolesFounding } from './role/roles.founding.js';

@Global()
@Module({
  imports: [IdentityModule, InvitationModule, TypeOrmModule.forFeature([Enterprise, Employee, Department, Role])],
  controllers: [RegistrationController],
  providers: [RegistrationService, RolesFounding, Foundings, RoleQueries, { provide: ROLE_SOURCE, useExisting: RoleQueries }],
  exports: [ROLE_SOURCE, Foundings, RolesFounding],
})
export class OrgModule {}
