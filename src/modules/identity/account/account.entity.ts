import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person who can sign in: belongs to no enterprise, may work in several (ACC-02). */
@Entity('accounts')
export class Account {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  /** E.164. */
  @Column('text', { nullable: true })
  phone!: string | null;

  @Column('citext', { nullable: true })
  email!: string | null;

  @Column('citext', { nullable: true })
  login!: string | null;

  /** argon2id in PHC form; null until a password is set. */
  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash!: string | null;

  /** Set with an initial password: nothing but changing it is possible until then (ACC-06). */
  @Column('boolean', { name: 'password_must_change', default: false })
  passwordMustChange!: boolean;

  @Column('text', { default: 'active' })
  status!: 'active' | 'disabled';

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
