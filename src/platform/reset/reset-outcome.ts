import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/index.js';
import type { Ctx } from '../context/ctx.js';
import { FileStore, StoredFiles, type GoneFile } from '../files/index.js';
import { ResetAdministrators } from './reset-administrators.js';
import { resetDone } from './reset.events.js';
import { ResetRows, type ResetRow } from './reset-rows.js';

/** What a reset leaves behind outside of its tables: an emptied store, a line in the log, and people who know. */
@Injectable()
export class ResetOutcome {
  constructor(
    private readonly rows: ResetRows,
    private readonly administrators: ResetAdministrators,
    private readonly audit: AuditLog,
    private readonly store: FileStore,
    private readonly files: StoredFiles,
  ) {}

  /** Uploads of imports and written exports are keys alone; files have thumbnails. */
  async removeStored(tenantId: string, stored: readonly (string | GoneFile)[]): Promise<void> {
    await this.files.remove(
      tenantId,
      stored.filter((each) => typeof each !== 'string'),
    );
    await Promise.all(stored.filter((each) => typeof each === 'string').map((key) => this.store.remove(key)));
  }

  async finish(ctx: Ctx, { id, kinds }: ResetRow): Promise<void> {
    if (!(await this.rows.finish(ctx, id))) return;
    const { removed } = await this.rows.get(ctx, id);
    ctx.emit(resetDone({ resetId: id, kinds }));
    await this.note(ctx, 'resetDone', id, { kinds, removed });
    await this.administrators.tell(ctx, 'dataResetDone', { resetId: id });
  }

  async withdrawn(ctx: Ctx, { id, createdBy, decidedBy }: ResetRow): Promise<void> {
    await this.note(ctx, 'resetWithdrawn', id, { reason: 'noLongerAdministrators', createdBy, decidedBy });
    await this.administrators.tell(ctx, 'dataResetEnded', { resetId: id });
  }

  private async note(ctx: Ctx, action: string, objectId: string, summary: Record<string, unknown>): Promise<void> {
    await this.audit.record(ctx, { action: `enterpriseData.${action}`, object: 'enterpriseData', objectId, summary });
  }
}
