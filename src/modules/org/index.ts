export { Closures } from './closures.js';
export { EmployeeStatusService } from './employee/employee-status.service.js';
export { PublishedItems, type PublishedKind, type PublishedPosition } from './directory/published-items.js';
export { Employee } from './employee/employee.entity.js';
export { EmployeesService } from './employee/employees.service.js';
export type { CreatedEmployee, NewEmployee } from './employee/new-employee.js';
export { onDutySql, quietSql } from './duty/duty.sql.js';
export { EnterpriseHours } from './enterprise/enterprise-hours.js';
export { EnterpriseService } from './enterprise/enterprise.service.js';
export { Foundings, type Founding } from './enterprise/founding.js';
export type { InformationRange, InformationRanges } from './enterprise/information-range.js';
export { RegistrationService } from './enterprise/registration.service.js';
export { Duties, type Duty, type DutyOf } from './leaving/duties.js';
export {
  OwnershipHolders,
  type Destination,
  type HandOver,
  type HandOverReport,
  type OwnershipHolder,
  type ReceiverRoom,
} from './leaving/ownership-holder.js';
export * from './org.events.js';
export { lockOrganisation } from './org-lock.js';
export { OrgModule } from './org.module.js';
export { Administrators } from './role/administrators.js';
export { RolesFounding } from './role/roles.founding.js';
