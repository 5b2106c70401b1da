import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A company on this installation. Its id is the tenant of all its data (ORG-10). */
@Entity('enterprises')
export class Enterprise {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  id!: string;

  /** Account code (企业账号): short, spoken on the phone. */
  @Column('text')
  code!: string;

  @Column('text')
  name!: string;

  @Column('text', { nullable: true })
  logo!: string | null;

  /** IANA name; calendar dates and working days are counted in it. */
  @Column('text', { name: 'time_zone' })
  timeZone!: string;

  /** ISO weekday, 1 is Monday. */
  @Column('integer', { name: 'week_start' })
  weekStart!: number;

  /** ISO 4217. */
  @Column('text')
  currency!: string;

  @Column('jsonb')
  settings!: Record<string, unknown>;

  @Column('integer')
  version!: number;
}
