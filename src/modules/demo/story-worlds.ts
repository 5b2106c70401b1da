import { Injectable } from '@nestjs/common';
import { WorkingCalendar } from '../../platform/calendar/index.js';
import { conditionPredicate } from '../../platform/condition/index.js';
import type { Ctx } from '../../platform/context/ctx.js';
import { catalogueFor, CustomFields, MomentFactory, type ObjectDescriptor } from '../../platform/records/index.js';
import { poolableOf, RoutingService, RulesInForce, type RuleInForce } from '../pools/index.js';
import { INVALID_REASONS } from './data/conversations.js';
import { DEPARTMENTS, type DepartmentKey } from './data/people.js';
import { POOLS } from './data/sales.js';
import { Dice } from './random.js';
import type { Staff } from './staff.js';
import { OfficeHours } from './story/office-hours.js';
import type { StoryPool, StoryWorld } from './story/story-world.js';
import type { StoryFacts } from './story/story.js';
import type { DemoWords } from './words.js';

const SEEDS = { lead: 20_260_701, customer: 20_260_702 };
const DAY = 86_400_000;
/** How long the demo enterprise has been collecting leads and customers. */
export const STORY_DAYS = 180;
/** Deadlines and plans lie no further ahead. */
const HORIZON = 200 * DAY;
/** What has been due for so long stays for the next reclaim run to take. */
const LEFT_DUE = 1.5 * DAY;

/** Who sells, the pools by name, and the words that records are sorted by. */
export interface StorySetting {
  staff: Staff;
  pools: Map<string, string>;
  words: DemoWords;
}

/** The worlds in which stories are told: pools with the rules in force, routing, office hours, and dice of their own. */
@Injectable()
export class StoryWorlds {
  constructor(
    private readonly rules: RulesInForce,
    private readonly routing: RoutingService,
    private readonly customFields: CustomFields,
    private readonly moments: MomentFactory,
  ) {}

  async of<F extends StoryFacts>(
    ctx: Ctx,
    { staff, pools, words }: StorySetting,
    descriptor: ObjectDescriptor,
  ): Promise<StoryWorld<F>> {
    const now = ctx.now.getTime();
    const object = descriptor.object as keyof typeof SEEDS;
    const choose = await this.routing.chooser(ctx, poolableOf(object));
    const operations = [...staff.people.values()].filter(
      ({ department }) => department === 'operations' || department === 'marketing',
    );
    return {
      dice: new Dice(SEEDS[object]),
      hours: new OfficeHours(ctx.zone, new WorkingCalendar(), now - STORY_DAYS * DAY, now + HORIZON),
      begin: now - STORY_DAYS * DAY,
      now,
      lastReclaim: now - LEFT_DUE,
      pools: await this.pools(ctx, staff, pools, descriptor),
      route: (record) => choose({ ...(record as object), status: 'active', state: 'active' })!,
      importerIds: operations.map(({ id }) => id),
      invalidReasonIds: INVALID_REASONS.map((label) => words.invalidReason.get(label)!),
    };
  }

  private async pools(
    ctx: Ctx,
    staff: Staff,
    ids: Map<string, string>,
    descriptor: ObjectDescriptor,
  ): Promise<Map<string, StoryPool>> {
    const rules = await this.rules.of(ctx, [...ids.values()]);
    const exemption = await this.exemption(ctx, descriptor);
    return new Map(
      POOLS.filter(({ object }) => object === descriptor.object).map(
        ({ name, department, administrator }): [string, StoryPool] => {
          const id = ids.get(name)!;
          const rule = rules.get(id)!;
          const claimerIds = salespeopleBelow(staff, department);
          return [id, { id, rule, claimerIds, administratorId: staff.people.get(administrator)!.id, exempts: exemption(rule) }];
        },
      ),
    );
  }

  private async exemption(ctx: Ctx, descriptor: ObjectDescriptor): Promise<(rule: RuleInForce) => StoryPool['exempts']> {
    const catalogue = catalogueFor(ctx, descriptor, await this.customFields.of(ctx, descriptor.object), { withHidden: true });
    const moment = await this.moments.of(ctx);
    return ({ rules: { reclaim } }) => (reclaim.exempt ? conditionPredicate(reclaim.exempt, catalogue, moment) : () => false);
  }
}

/** Those who sell in a department or below it; staff of marketing and operations do not. */
function salespeopleBelow({ people }: Staff, key: DepartmentKey): string[] {
  const parent = new Map<DepartmentKey, DepartmentKey>(DEPARTMENTS.map((department) => [department.key, department.parent]));
  const isBelow = (department: DepartmentKey | undefined): boolean =>
    department !== undefined && (department === key || isBelow(parent.get(department)));
  const sells = (department: DepartmentKey): boolean => parent.get(department) === 'sales';
  return [...people.values()]
    .filter(({ role, department }) => role === 'salesperson' && sells(department) && isBelow(department))
    .map(({ id }) => id);
}
