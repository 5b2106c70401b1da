import { Global, Module } from '@nestjs/common';
import { policies } from '../authz/index.js';
import { AuditController } from './audit.controller.js';
import { AuditLog } from './audit-log.js';
import { auditPolicy } from './audit.policy.js';
import { AuditQueries } from './audit.queries.js';

policies.register(auditPolicy);

/** The log of administrative and bulk acts (OPS-01). */
@Global()
@Module({ controllers: [AuditController], providers: [AuditLog, AuditQueries], exports: [AuditLog] })
export class AuditModule {}
