import { Global, Module } from '@nestjs/common';
import { CONFIG } from '../config/config.token.js';
import type { Config } from '../config/index.js';
import { AttachmentSubjects } from './attachment/attachment-subjects.js';
import { Attachments } from './attachment/attachments.js';
import { FileCleaning } from './cleaning/file-cleaning.js';
import { StoredFiles } from './cleaning/stored-files.js';
import { DiskFileStore } from './disk-file-store.js';
import { FileStore } from './file-store.js';
import './files.integrity.js';
import { FileQueries } from './file/file.queries.js';
import { FilesController } from './file/files.controller.js';
import { Files } from './file/files.service.js';
import { ReceivesUpload } from './file/receives-upload.js';
import { FileLinksController } from './link/file-links.controller.js';
import { FileLinks } from './link/file-links.js';
import { FollowsLink } from './link/follows-link.js';
import { LinkTokens } from './link/link-tokens.js';
import { ReceivesFile } from './receives-file.js';
import { Thumbnails } from './thumbnail/thumbnails.js';

/** The client of S3 is large: it is loaded where it is wanted. */
async function storeOf({ files }: Config): Promise<FileStore> {
  if (!files.s3) return new DiskFileStore(files.directory);
  const { S3FileStore } = await import('./s3-file-store.js');
  return new S3FileStore(files.s3);
}

/** Where files lie, and the files that people keep. */
@Global()
@Module({
  controllers: [FilesController, FileLinksController],
  providers: [
    { provide: FileStore, useFactory: storeOf, inject: [CONFIG] },
    ReceivesFile,
    ReceivesUpload,
    Files,
    FileQueries,
    Thumbnails,
    StoredFiles,
    FileCleaning,
    LinkTokens,
    FileLinks,
    FollowsLink,
    Attachments,
    AttachmentSubjects,
  ],
  exports: [FileStore, ReceivesFile, Files, Attachments, AttachmentSubjects, StoredFiles],
})
export class FilesModule {}
