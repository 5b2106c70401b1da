import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { Ability, rulesOf } from './ability.js';
import type { RoleGrants } from './grant.js';
import { narrowed, rulesInScope } from './key-scope.js';
import { policies } from './policy.js';

/** Where the roles of an employee come from; the organisation module answers it. */
export const ROLE_SOURCE = Symbol('ROLE_SOURCE');
export interface RoleSource {
  rolesOf(db: UnitOfWork, employeeId: string): Promise<RoleGrants[]>;
  /** Of several active employees, in one statement; who is not active is not in it. */
  rolesOfMany(db: UnitOfWork, employeeIds: readonly string[]): Promise<Map<string, RoleGrants[]>>;
}

/** Abilities by permission version: a change raises the version, so that a stale one is never asked for (PERM-09). */
@Injectable()
export class AbilityCache {
  private readonly abilities = new LRUCache<string, Ability>({ max: 20_000 });

  constructor(@Inject(ROLE_SOURCE) private readonly source: RoleSource) {}

  /** `scopes` are those of an API key, which has no more of its roles than they name (ACC-11). */
  async of(db: UnitOfWork, tenantId: string, employeeId: string, version: number, scopes?: string[]): Promise<Ability> {
    const key = `${tenantId}:${employeeId}:${version}${scopes ? `:${scopes.join()}` : ''}`;
    let ability = this.abilities.get(key);
    if (!ability) {
      ability = abilityOf(employeeId, await this.source.rolesOf(db, employeeId), scopes);
      this.abilities.set(key, ability);
    }
    return ability;
  }

  /** What several people may do, read afresh in one statement: for telling those who may know of something. */
  async ofMany(db: UnitOfWork, employeeIds: readonly string[]): Promise<Ability[]> {
    const roles = await this.source.rolesOfMany(db, employeeIds);
    return [...roles].map(([employeeId, grants]) => abilityOf(employeeId, grants));
  }
}

function abilityOf(employeeId: string, roles: RoleGrants[], scopes?: string[]): Ability {
  if (!scopes) return new Ability(employeeId, policies, rulesOf(employeeId, roles, policies), roles);
  const held = narrowed(roles, scopes, policies);
  return new Ability(employeeId, policies, rulesInScope(rulesOf(employeeId, held, policies), scopes, policies), held);
}
