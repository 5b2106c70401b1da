export { Employee } from './employee/employee.entity.js';
export { Foundings, type Founding } from './enterprise/founding.js';
export { OrgModule } from './org.module.js';
export { RolesFounding } from './role/roles.founding.js';
