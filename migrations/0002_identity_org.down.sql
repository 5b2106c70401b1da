DROP FUNCTION refresh_visibility(), refresh_reporting_closure(), refresh_department_closure(), active_tenants(), memberships_of(uuid),
  begin_unit(uuid, uuid, uuid, text, text);
DROP VIEW employee_groups;
DROP TABLE session_tokens, sessions, employee_roles, roles, visibility, crm_superiors, reporting_closure, employee_departments CASCADE;
DROP TABLE department_closure, departments, employees CASCADE;
DROP TABLE tenant_versions, enterprises, accounts;
DROP FUNCTION raise_permission_version(), raise_definitions_version();
