import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { importsControllerOf } from '../../../platform/records/import/index.js';
import { ChangeEmployeeImportRequest } from './employee-import.requests.js';

const imports = importsControllerOf({ object: 'employee', collection: 'employees', Change: ChangeEmployeeImportRequest });

/** Employees from spreadsheets (ORG-05). */
@ApiTags('Employees')
@Controller('employees')
export class EmployeeImportsController extends imports {}
