import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FieldRule, Grant } from '../../../platform/authz/index.js';

/** A named set of grants and field rules (PERM-01). */
@Entity('roles')
export class Role {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('uuid')
  id!: string;

  /** Set on built-in roles: what code and documentation call them. */
  @Column('text', { nullable: true })
  key!: string | null;

  @Column('text')
  name!: string;

  @Column('text', { nullable: true })
  description!: string | null;

  @Column('jsonb')
  grants!: Grant[];

  @Column('jsonb', { name: 'field_rules' })
  fieldRules!: FieldRule[];

  @Column('integer')
  version!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  @Column('uuid', { name: 'updated_by', nullable: true })
  updatedBy!: string | null;
}
