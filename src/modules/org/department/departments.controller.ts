import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { referenceInvalid, versionMismatch } from '../../../platform/errors/index.js';
import { Context, Created, Fails, IfMatch } from '../../../platform/http/index.js';
import { BulkAnswerView } from '../bulk.view.js';
import { MembershipsService } from '../employee/memberships.service.js';
import { departmentCycle, departmentIsRoot, departmentNameTaken, departmentNotEmpty, departmentNotFound } from '../org.errors.js';
import { DepartmentListView, DepartmentView } from './department.view.js';
import {
  AddMembersRequest,
  CreateDepartmentRequest,
  PlaceDepartmentRequest,
  UpdateDepartmentRequest,
} from './departments.requests.js';
import { DepartmentsService } from './departments.service.js';

@ApiTags('Departments')
@Controller('departments')
export class DepartmentsController {
  constructor(
    private readonly departments: DepartmentsService,
    private readonly memberships: MembershipsService,
  ) {}

  /** List the whole organisation tree, parents before their children. */
  @Get()
  @Can('read', 'department')
  list(@Context() ctx: Ctx): Promise<DepartmentListView> {
    return this.departments.list(ctx);
  }

  /** Read a department. */
  @Get(':id')
  @Can('read', 'department')
  @Fails(departmentNotFound)
  get(@Context() ctx: Ctx, @Param('id') id: string): Promise<DepartmentView> {
    return this.departments.get(ctx, id);
  }

  /** Create a department as the last one in its parent. */
  @Post()
  @Can('create', 'department')
  @Created('departments', DepartmentView)
  @Fails(departmentNotFound, departmentNameTaken, referenceInvalid)
  create(@Context() ctx: Ctx, @Body() body: CreateDepartmentRequest): Promise<DepartmentView> {
    return this.departments.create(ctx, body);
  }

  /** Rename a department or change its leader. */
  @Patch(':id')
  @Can('update', 'department')
  @Fails(departmentNotFound, departmentNameTaken, referenceInvalid, versionMismatch)
  update(
    @Context() ctx: Ctx,
    @Param('id') id: string,
    @Body() body: UpdateDepartmentRequest,
    @IfMatch() version?: number,
  ): Promise<DepartmentView> {
    return this.departments.update(ctx, id, body, version);
  }

  /** Move a department into, before or after another one, or change its order. Its people and departments come along. */
  @Put(':id/position')
  @Can('update', 'department')
  @Fails(departmentNotFound, departmentNameTaken, departmentCycle, departmentIsRoot, versionMismatch)
  place(
    @Context() ctx: Ctx,
    @Param('id') id: string,
    @Body() body: PlaceDepartmentRequest,
    @IfMatch() version?: number,
  ): Promise<DepartmentView> {
    return this.departments.place(ctx, id, body, version);
  }

  /** Delete a department in which there is neither an employee nor a department. */
  @Delete(':id')
  @Can('delete', 'department')
  @HttpCode(204)
  @Fails(departmentNotFound, departmentNotEmpty, departmentIsRoot)
  async delete(@Context() ctx: Ctx, @Param('id') id: string): Promise<void> {
    await this.departments.delete(ctx, id);
  }

  /** Put employees into a department, for example those who are in none. Answers for each of them. */
  @Post(':id/members')
  @Can('update', 'employee')
  @HttpCode(200)
  @Fails(departmentNotFound)
  addMembers(@Context() ctx: Ctx, @Param('id') id: string, @Body() body: AddMembersRequest): Promise<BulkAnswerView> {
    return this.memberships.add(ctx, id, body.ids, body.leaveOthers ?? false);
  }
}
