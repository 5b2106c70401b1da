import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { Files, FileStore } from '../../../platform/files/index.js';
import { JobHandlers, JobInterrupted, type JobRun } from '../../../platform/jobs/index.js';
import { fieldsOf, type CardDraft } from './card-fields.js';
import { CardReader } from './card-reader.js';
import { nameCardNotPicture } from './name-card.errors.js';
import { NameCardQueries } from './name-card.queries.js';
import type { NameCardView } from './name-card.view.js';

const KIND = 'customers.readNameCard';

/** Photographed name cards become drafts of contacts (CUST-06). A draft is data; a contact is made of it like any other. */
@Injectable()
export class NameCards implements OnModuleInit {
  private readonly logger = new Logger(NameCards.name);

  constructor(
    private readonly files: Files,
    private readonly store: FileStore,
    private readonly queries: NameCardQueries,
    private readonly reader: CardReader,
    private readonly handlers: JobHandlers,
  ) {}

  onModuleInit(): void {
    // One card at a time in a process: reading fills a processor.
    this.handlers.register({ kind: KIND, concurrency: 1, run: (job) => this.run(job) });
  }

  /** @throws Problem FILE_NOT_FOUND, NAME_CARD_NOT_PICTURE */
  async create(ctx: Ctx, fileId: string): Promise<NameCardView> {
    const { kind } = await this.files.get(ctx, fileId);
    if (kind !== 'picture') throw nameCardNotPicture();
    const id = newId();
    await this.queries.insert(ctx, id, fileId);
    ctx.enqueue({ kind: KIND, input: { cardId: id } });
    return { id, fileId, status: 'queued', draft: null, createdAt: ctx.now.toISOString() };
  }

  get(ctx: Ctx, id: string): Promise<NameCardView> {
    return this.queries.get(ctx, id);
  }

  private async run(job: JobRun): Promise<void> {
    const { cardId } = job.input as { cardId: string };
    const key = await job.unit(async (ctx) => {
      const { fileId, status } = await this.queries.get(ctx, cardId);
      return status === 'queued' ? (await this.files.content(ctx, fileId)).key : undefined;
    });
    if (key === undefined) return;
    const draft = await this.store.withLocal(key, (path) => this.read(job, path));
    await job.unit((ctx) => this.queries.finish(ctx, cardId, draft));
  }

  /** Undefined where nothing can be read: a bad photograph is none of our errors. */
  private async read(job: JobRun, path: string): Promise<CardDraft | undefined> {
    try {
      return fieldsOf(await this.reader.read(path, job.signal));
    } catch (error) {
      if (job.signal.aborted) throw new JobInterrupted('The card is read elsewhere');
      this.logger.log({ job: job.id, reason: (error as Error).message }, 'A name card cannot be read');
      return undefined;
    }
  }
}
