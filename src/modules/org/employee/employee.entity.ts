import { Column, Entity, PrimaryColumn } from 'typeorm';

export const EMPLOYEE_STATUSES = ['invited', 'pending', 'active', 'suspended', 'left'] as const;
export type EmployeeStatus = (typeof EMPLOYEE_STATUSES)[number];
export type Seat = 'office' | 'sales';

/** A person at work in one enterprise (ORG-02). */
@Entity('employees')
export class Employee {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'account_id', nullable: true })
  accountId!: string | null;

  @Column('text')
  name!: string;

  @Column('text', { nullable: true })
  nickname!: string | null;

  @Column('text', { name: 'name_pinyin' })
  namePinyin!: string;

  @Column('text', { name: 'name_initials' })
  nameInitials!: string;

  /** E.164. */
  @Column('text', { nullable: true })
  phone!: string | null;

  @Column('citext', { nullable: true })
  email!: string | null;

  @Column('text', { nullable: true })
  title!: string | null;

  @Column('text', { name: 'employee_number', nullable: true })
  employeeNumber!: string | null;

  /** YYYY-MM-DD. */
  @Column('date', { name: 'entry_date', nullable: true })
  entryDate!: string | null;

  @Column('text', { nullable: true })
  avatar!: string | null;

  @Column('uuid', { name: 'superior_id', nullable: true })
  superiorId!: string | null;

  @Column('text')
  seat!: Seat;

  @Column('text')
  status!: EmployeeStatus;

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
