import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ROLE_SOURCE } from '../../platform/authz/ability-cache.js';
import { IdentityModule } from '../identity/index.js';
import { OverviewController } from './administration/overview.controller.js';
import { OverviewService } from './administration/overview.service.js';
import { ApiKeyQueries } from './api-key/api-key.queries.js';
import { ApiKeysController } from './api-key/api-keys.controller.js';
import { ApiKeysService } from './api-key/api-keys.service.js';
import { KeyRules } from './api-key/key-rules.js';
import { CalendarController } from './calendar/calendar.controller.js';
import { CalendarService } from './calendar/calendar.service.js';
import { Closures } from './closures.js';
import { DutiesController } from './duty/duties.controller.js';
import { DutyService } from './duty/duty.service.js';
import { MyDutyController } from './duty/my-duty.controller.js';
import { Department } from './department/department.entity.js';
import { DepartmentQueries } from './department/department.queries.js';
import { DepartmentsController } from './department/departments.controller.js';
import { DepartmentsService } from './department/departments.service.js';
import { DirectoryController } from './directory/directory.controller.js';
import { DirectoryService } from './directory/directory.service.js';
import { PublishedItems } from './directory/published-items.js';
import { PublishedService } from './directory/published.service.js';
import { EmployeeImportTarget } from './employee-import/employee-import.target.js';
import { EmployeeImportSurvey } from './employee-import/employee-import.survey.js';
import { EmployeeImportWriter } from './employee-import/employee-import.writer.js';
import { EmployeeImportsController } from './employee-import/employee-imports.controller.js';
import { EmployeeNotices } from './employee-import/employee-notices.js';
import { RoleNamesReader } from './employee-import/role-names.js';
import { SuperiorLinks } from './employee-import/superior-links.js';
import { EmployeeSessionsController } from './employee-session/employee-sessions.controller.js';
import { EmployeeSessionsService } from './employee-session/employee-sessions.service.js';
import { EmployeeAccounts } from './employee/employee-accounts.js';
import { EmployeeCreation } from './employee/employee-creation.js';
import { EmployeeListQueries } from './employee/employee-list.queries.js';
import { EmployeeStatusController } from './employee/employee-status.controller.js';
import { EmployeeStatusService } from './employee/employee-status.service.js';
import { Employee } from './employee/employee.entity.js';
import './employee/employee.privacy.js';
import { EmployeeQueries } from './employee/employee.queries.js';
import { EmployeesController } from './employee/employees.controller.js';
import { EmployeesService } from './employee/employees.service.js';
import { MembershipsService } from './employee/memberships.service.js';
import { ReportingLineService } from './employee/reporting-line.service.js';
import { EnterpriseController } from './enterprise/enterprise.controller.js';
import { Enterprise } from './enterprise/enterprise.entity.js';
import { EnterpriseHours } from './enterprise/enterprise-hours.js';
import { EnterpriseService } from './enterprise/enterprise.service.js';
import { Foundings } from './enterprise/founding.js';
import { RegistrationController } from './enterprise/registration.controller.js';
import { RegistrationService } from './enterprise/registration.service.js';
import { InvitationModule } from './invitation/invitation.module.js';
import { BelongingsService } from './leaving/belongings.service.js';
import { DeparturePlans } from './leaving/departure-plan.js';
import { DepartureRun } from './leaving/departure-run.js';
import { DeparturesController } from './leaving/departures.controller.js';
import { DeparturesService } from './leaving/departures.service.js';
import { Duties } from './leaving/duties.js';
import { LeavingService } from './leaving/leaving.service.js';
import { OrgDuties } from './leaving/org-duties.js';
import { OwnershipHolders } from './leaving/ownership-holder.js';
import './custom-references.js';
import './org.policy.js';
import { PermissionsController } from './permission/permissions.controller.js';
import { PermissionsService } from './permission/permissions.service.js';
import { PreviewRules } from './preview/preview-rules.js';
import { PreviewsController } from './preview/previews.controller.js';
import { PreviewsService } from './preview/previews.service.js';
import { Administrators } from './role/administrators.js';
import { GrantRules } from './role/grant-rules.js';
import { RoleHoldersService } from './role/role-holders.service.js';
import { RoleRows } from './role/role-rows.js';
import { Role } from './role/role.entity.js';
import { RoleQueries } from './role/role.queries.js';
import { RolesController } from './role/roles.controller.js';
import { RolesFounding } from './role/roles.founding.js';
import { RolesService } from './role/roles.service.js';

@Global()
@Module({
  imports: [IdentityModule, InvitationModule, TypeOrmModule.forFeature([Enterprise, Employee, Department, Role])],
  controllers: [
    RegistrationController,
    EnterpriseController,
    CalendarController,
    OverviewController,
    DirectoryController,
    DepartmentsController,
    EmployeesController,
    EmployeeStatusController,
    DeparturesController,
    DutiesController,
    MyDutyController,
    EmployeeImportsController,
    RolesController,
    ApiKeysController,
    PreviewsController,
    EmployeeSessionsController,
    PermissionsController,
  ],
  providers: [
    RegistrationService,
    Foundings,
    EnterpriseService,
    EnterpriseHours,
    CalendarService,
    OverviewService,
    DirectoryService,
    PublishedItems,
    PublishedService,
    Closures,
    DepartmentQueries,
    DepartmentsService,
    EmployeeQueries,
    EmployeeListQueries,
    EmployeeAccounts,
    EmployeeCreation,
    EmployeesService,
    EmployeeStatusService,
    OwnershipHolders,
    Duties,
    OrgDuties,
    BelongingsService,
    LeavingService,
    DeparturePlans,
    DeparturesService,
    DepartureRun,
    MembershipsService,
    ReportingLineService,
    DutyService,
    EmployeeImportTarget,
    EmployeeImportSurvey,
    EmployeeImportWriter,
    EmployeeNotices,
    RoleNamesReader,
    SuperiorLinks,
    Administrators,
    GrantRules,
    RoleRows,
    RolesService,
    RoleHoldersService,
    RoleQueries,
    RolesFounding,
    PermissionsService,
    ApiKeyQueries,
    KeyRules,
    ApiKeysService,
    PreviewRules,
    PreviewsService,
    EmployeeSessionsService,
    { provide: ROLE_SOURCE, useExisting: RoleQueries },
  ],
  exports: [
    ROLE_SOURCE,
    Foundings,
    OwnershipHolders,
    Duties,
    PublishedItems,
    RegistrationService,
    RolesFounding,
    EmployeesService,
    EmployeeStatusService,
    EnterpriseService,
    EnterpriseHours,
    Closures,
    Administrators,
    GrantRules,
  ],
})
export class OrgModule {}
