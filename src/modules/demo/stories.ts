import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../platform/context/ctx.js';
import { CustomerDuplicates, customerDescriptor } from '../customers/index.js';
import { leadDescriptor } from '../leads/index.js';
import { Reclaim } from '../pools/index.js';
import { NumberRules } from '../settings/index.js';
import type { Staff } from './staff.js';
import { StoryWorlds, type StorySetting } from './story-worlds.js';
import { CustomerFactory, type CustomerFacts } from './story/customer-factory.js';
import { writeSurroundings, type Colleagues } from './story/customer-surroundings.js';
import { writeCustomers } from './story/customer.writer.js';
import { LeadFactory, type LeadFacts } from './story/lead-factory.js';
import { writeLeads } from './story/lead.writer.js';
import { named } from './story/story-rows.js';
import { StoryWriter } from './story/story.writer.js';
import { tellStory } from './story/tell.js';

/** Half a year of selling: leads and customers with everything that happened to them. */
@Injectable()
export class DemoStories {
  constructor(
    private readonly worlds: StoryWorlds,
    private readonly reclaim: Reclaim,
    private readonly numbers: NumberRules,
    private readonly duplicates: CustomerDuplicates,
    private readonly writer: StoryWriter,
  ) {}

  async tellOfLeads(ctx: Ctx, setting: StorySetting, count: number): Promise<void> {
    const world = await this.worlds.of<LeadFacts>(ctx, setting, leadDescriptor);
    const leads = new LeadFactory(world.dice, setting.words, (days) => world.hours.dayOf(world.now, days));
    const stories = named(Array.from({ length: count }, () => tellStory(world, leads.next())));
    await writeLeads(ctx, stories);
    await this.writer.write(ctx, 'lead', stories, setting.words);
    await this.refresh(ctx, 'lead', stories);
  }

  async tellOfCustomers(ctx: Ctx, setting: StorySetting, count: number): Promise<void> {
    const { staff, words } = setting;
    const world = { ...(await this.worlds.of<CustomerFacts>(ctx, setting, customerDescriptor)), invalidReasonIds: [] };
    const { dice } = world;
    const customers = new CustomerFactory(dice, words, (days) => world.hours.dayOf(world.now, days));
    const stories = named(Array.from({ length: count }, () => tellStory(world, customers.next())));
    stories.sort((a, b) => a.createdAt - b.createdAt);
    const numbers = await this.numbers.next(ctx, 'customer', count);
    await writeCustomers(ctx, stories, { dice, words, numbers, unique: await this.duplicates.unique(ctx) });
    await this.writer.write(ctx, 'customer', stories, words);
    await writeSurroundings(ctx, stories, { dice, ...colleaguesOf(staff) });
    await this.refresh(ctx, 'customer', stories);
  }

  /** Deadlines are the pool engine's. */
  private async refresh(ctx: Ctx, object: string, stories: readonly { id: string }[]): Promise<void> {
    const ids = stories.map(({ id }) => id);
    await this.reclaim.refresh(ctx, object, ids);
  }
}

/** Salespeople, and whom each of them reports to. */
function colleaguesOf({ people }: Staff): Pick<Colleagues, 'colleagueIds' | 'superiorOf'> {
  const all = [...people.values()];
  const superiors = new Map(all.map(({ id, superior }) => [id, people.get(superior)!.id]));
  return {
    colleagueIds: all.filter(({ role }) => role === 'salesperson').map(({ id }) => id),
    superiorOf: (employeeId) => superiors.get(employeeId)!,
  };
}
