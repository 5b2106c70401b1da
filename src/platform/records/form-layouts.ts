import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import sql from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';

/** A field on a form. */
export interface LayoutField {
  /** As filters call it: `phone`, `custom.budget`. */
  key: string;
  width: 'half' | 'full';
  /** A form is not taken without it. */
  required: boolean;
  /** Not on the form, though lists and filters know it. */
  hidden: boolean;
}

export interface LayoutSection {
  title: string;
  fields: LayoutField[];
}

/** What forms of an object look like to everybody, or to the holders of a role. */
export interface FormLayout {
  id: string;
  object: string;
  roleId: string | null;
  sections: LayoutSection[];
  version: number;
}

/** The layouts of each enterprise, cached under the definitions version that every transaction reads afresh. */
@Injectable()
export class FormLayouts {
  private readonly known = new LRUCache<string, readonly FormLayout[]>({ max: 2000 });

  /**
   * The layout that applies to the actor: that of one of their roles, of several that of the role made last, otherwise the
   * enterprise's. Undefined where nobody has laid the object out.
   */
  async of(ctx: Ctx, object: string): Promise<FormLayout | undefined> {
    const ofObject = (await this.all(ctx)).filter((layout) => layout.object === object);
    return (
      ofObject.findLast(({ roleId }) => roleId !== null && ctx.ability.roleIds.has(roleId)) ??
      ofObject.find(({ roleId }) => roleId === null)
    );
  }

  /** Fields that forms of the actor require beyond those that are always required. */
  async required(ctx: Ctx, object: string): Promise<ReadonlySet<string>> {
    const fields = (await this.of(ctx, object))?.sections.flatMap((section) => section.fields) ?? [];
    return new Set(fields.filter(({ required }) => required).map(({ key }) => key));
  }

  /** Role ids are made in the order of time, so the last is the role made last. */
  private async all(ctx: Ctx): Promise<readonly FormLayout[]> {
    const key = `${ctx.tenantId}:${ctx.definitionsVersion}`;
    let layouts = this.known.get(key);
    if (!layouts) {
      layouts = await ctx.db.query<FormLayout & Record<string, unknown>>(sql`
        SELECT id, object, role_id AS "roleId", sections, version FROM form_layouts WHERE tenant_id = ${ctx.tenantId} ORDER BY role_id NULLS FIRST`);
      this.known.set(key, layouts);
    }
    return layouts;
  }
}
