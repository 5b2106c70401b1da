import { Injectable } from '@nestjs/common';
import { WorkingCalendar } from '../../platform/calendar/index.js';
import { conditionPredicate } from '../../platform/condition/index.js';
import type { Ctx } from '../../platform/context/ctx.js';
import { catalogueFor, CustomFields, MomentFactory } from '../../platform/records/index.js';
import { leadDescriptor } from '../leads/index.js';
import { poolableOf, Reclaim, RoutingService, RulesInForce, type RuleInForce } from '../pools/index.js';
import { INVALID_REASONS } from './data/conversations.js';
import { DEPARTMENTS, type DepartmentKey } from './data/people.js';
import { POOLS } from './data/sales.js';
import { Dice } from './random.js';
import type { Staff } from './staff.js';
import { LeadFactory } from './story/lead-facts.js';
import { OfficeHours } from './story/office-hours.js';
import type { StoryPool, StoryWorld } from './story/story-world.js';
import { StoryWriter } from './story/story.writer.js';
import { tellStory } from './story/tell.js';
import type { DemoWords } from './words.js';

const SEED = 20_260_701;
const DAY = 86_400_000;
/** How long the demo enterprise has been collecting leads. */
export const STORY_DAYS = 180;
/** Deadlines and plans lie no further ahead. */
const HORIZON = 200 * DAY;
/** What has been due for so long stays for the next reclaim run to take. */
const LEFT_DUE = 1.5 * DAY;

/** Who sells, the pools by name, and the words that leads are sorted by. */
export interface StorySetting {
  staff: Staff;
  pools: Map<string, string>;
  words: DemoWords;
}

/** Half a year of selling: leads with everything that happened to them. */
@Injectable()
export class DemoStories {
  constructor(
    private readonly rules: RulesInForce,
    private readonly routing: RoutingService,
    private readonly reclaim: Reclaim,
    private readonly customFields: CustomFields,
    private readonly moments: MomentFactory,
    private readonly writer: StoryWriter,
  ) {}

  /** Returns how many leads there are now. */
  async tell(ctx: Ctx, setting: StorySetting, count: number): Promise<number> {
    const world = await this.world(ctx, setting);
    const leads = new LeadFactory(world.dice, setting.words, (days) => world.hours.dayOf(world.now, days));
    const stories = Array.from({ length: count }, () => tellStory(world, leads.next()));
    const ids = await this.writer.write(ctx, stories);
    await this.reclaim.refresh(ctx, 'lead', ids);

    return ids.length;
  }

  private async world(ctx: Ctx, { staff, pools, words }: StorySetting): Promise<StoryWorld> {
    const now = ctx.now.getTime();
    const choose = await this.routing.chooser(ctx, poolableOf('lead'));
    const operations = [...staff.people.values()].filter(
      ({ department }) => department === 'operations' || department === 'marketing',
    );
    return {
      dice: new Dice(SEED),
      hours: new OfficeHours(ctx.zone, new WorkingCalendar(), now - STORY_DAYS * DAY, now + HORIZON),
      begin: now - STORY_DAYS * DAY,
      now,
      lastReclaim: now - LEFT_DUE,
      pools: await this.pools(ctx, staff, pools),
      route: (lead) => choose({ ...lead, status: 'active' })!,
      importerIds: operations.map(({ id }) => id),
      invalidReasonIds: INVALID_REASONS.map((label) => words.invalidReason.get(label)!),
    };
  }

  private async pools(ctx: Ctx, staff: Staff, ids: Map<string, string>): Promise<Map<string, StoryPool>> {
    const rules = await this.rules.of(ctx, [...ids.values()]);
    const exemption = await this.exemption(ctx);
    return new Map(
      POOLS.map(({ name, department, administrator }): [string, StoryPool] => {
        const id = ids.get(name)!;
        const rule = rules.get(id)!;
        const claimerIds = salespeopleBelow(staff, department);
        return [id, { id, rule, claimerIds, administratorId: staff.people.get(administrator)!.id, exempts: exemption(rule) }];
      }),
    );
  }

  private async exemption(ctx: Ctx): Promise<(rule: RuleInForce) => StoryPool['exempts']> {
    const catalogue = catalogueFor(ctx, leadDescriptor, await this.customFields.of(ctx, 'lead'), { withHidden: true });
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
