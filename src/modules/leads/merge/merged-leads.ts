import type { Ctx } from '../../../platform/context/ctx.js';
import { withMerged as withMergedRecords } from '../../../platform/records/index.js';
import { leadDescriptor } from '../leads.descriptor.js';

/** The lead and all that were merged into it: whose history is its history. */
export const withMerged = (ctx: Ctx, id: string): Promise<[string, ...string[]]> => withMergedRecords(ctx, leadDescriptor, id);
