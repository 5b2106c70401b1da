import { Global, Module } from '@nestjs/common';
import { AttachmentSubjects } from './attachment/attachment-subjects.js';
import { Attachments } from './attachment/attachments.js';
import { FileCleaning } from './cleaning/file-cleaning.js';
import { StoredFiles } from './cleaning/stored-files.js';
import { DiskFileStore } from './disk-file-store.js';
import { FileStore } from './file-store.js';
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

/** Where files lie, and the files that people keep. Another store takes the port's place here. */
@Global()
@Module({
  controllers: [FilesController, FileLinksController],
  providers: [
    { provide: FileStore, useClass: DiskFileStore },
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
  exports: [FileStore, ReceivesFile, Attachments, AttachmentSubjects],
})
export class FilesModule {}
