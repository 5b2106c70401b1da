import { Body, Controller, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { fieldForbidden, referenceInvalid, versionMismatch } from '../../../platform/errors/index.js';
import { Context, Created, Fails, IfMatch } from '../../../platform/http/index.js';
import {
  crmSuperiorCycle,
  employeeExists,
  employeeHasLeft,
  employeeNotFound,
  employeeNumberTaken,
  employeePhoneTaken,
  reportingCycle,
  signInNameTaken,
} from '../org.errors.js';
import { CrmSuperiorsView, EmployeeLineView, EmployeeListView, EmployeeView } from './employee.view.js';
import {
  CreateEmployeeRequest,
  ListEmployeesRequest,
  ListSubordinatesRequest,
  SetCrmSuperiorsRequest,
  UpdateEmployeeRequest,
} from './employees.requests.js';
import { EmployeesService } from './employees.service.js';
import { ReportingLineService } from './reporting-line.service.js';

@ApiTags('Employees')
@Controller('employees')
export class EmployeesController {
  constructor(
    private readonly employees: EmployeesService,
    private readonly lines: ReportingLineService,
  ) {}

  /** List or search employees. Those who have left are listed only with `filter[status]=left`. */
  @Get()
  @Can('read', 'employee')
  list(@Context() ctx: Ctx, @Query() query: ListEmployeesRequest): Promise<EmployeeListView> {
    return this.employees.list(ctx, query);
  }

  /** Read an employee. */
  @Get(':id')
  @Can('read', 'employee')
  @Fails(employeeNotFound)
  get(@Context() ctx: Ctx, @Param('id') id: string): Promise<EmployeeView> {
    return this.employees.get(ctx, id);
  }

  /** Take on an employee, with a new account or the one that the person has already. */
  @Post()
  @Can('create', 'employee')
  @Created('employees', EmployeeView)
  @Fails(
    employeeExists,
    employeeHasLeft,
    employeePhoneTaken,
    employeeNumberTaken,
    signInNameTaken,
    referenceInvalid,
    fieldForbidden,
  )
  create(@Context() ctx: Ctx, @Body() body: CreateEmployeeRequest): Promise<EmployeeView> {
    return this.employees.create(ctx, body);
  }

  /** Change an employee: facts, superior, departments. */
  @Patch(':id')
  @Can('update', 'employee')
  @Fails(
    employeeNotFound,
    employeePhoneTaken,
    employeeNumberTaken,
    reportingCycle,
    referenceInvalid,
    fieldForbidden,
    versionMismatch,
  )
  update(
    @Context() ctx: Ctx,
    @Param('id') id: string,
    @Body() body: UpdateEmployeeRequest,
    @IfMatch() version?: number,
  ): Promise<EmployeeView> {
    return this.employees.update(ctx, id, body, version);
  }

  /** List everybody above an employee on the reporting line, nearest first. */
  @Get(':id/superiors')
  @Can('read', 'employee')
  @Fails(employeeNotFound)
  superiors(@Context() ctx: Ctx, @Param('id') id: string): Promise<EmployeeLineView> {
    return this.lines.superiors(ctx, id);
  }

  /** List everybody below an employee on the reporting line. */
  @Get(':id/subordinates')
  @Can('read', 'employee')
  @Fails(employeeNotFound)
  subordinates(@Context() ctx: Ctx, @Param('id') id: string, @Query() query: ListSubordinatesRequest): Promise<EmployeeLineView> {
    return this.lines.subordinates(ctx, id, query);
  }

  /** Read who is directly above an employee where CRM data is concerned. */
  @Get(':id/crm-superiors')
  @Can('read', 'employee')
  @Fails(employeeNotFound)
  crmSuperiors(@Context() ctx: Ctx, @Param('id') id: string): Promise<CrmSuperiorsView> {
    return this.lines.crmSuperiors(ctx, id);
  }

  /** Choose who is directly above an employee where CRM data is concerned, or go back to the default by an empty list. */
  @Put(':id/crm-superiors')
  @Can('update', 'employee')
  @Fails(employeeNotFound, crmSuperiorCycle, referenceInvalid)
  setCrmSuperiors(@Context() ctx: Ctx, @Param('id') id: string, @Body() body: SetCrmSuperiorsRequest): Promise<CrmSuperiorsView> {
    return this.lines.setCrmSuperiors(ctx, id, body.superiorIds);
  }
}
