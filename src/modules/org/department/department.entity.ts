import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A node of the organisation tree (ORG-01). The root is the enterprise itself. */
@Entity('departments')
export class Department {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'parent_id', nullable: true })
  parentId!: string | null;

  @Column('text')
  name!: string;

  @Column('uuid', { name: 'leader_id', nullable: true })
  leaderId!: string | null;

  /** Order among siblings, from 0. */
  @Column('integer')
  position!: number;

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
