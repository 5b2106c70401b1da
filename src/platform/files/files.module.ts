import { Global, Module } from '@nestjs/common';
import { AttachmentSubjects } from './attachment/attachment-subjects.js';
import { Attachments } from './attachment/attachments.js';
import { DiskFileStore } from './disk-file-store.js';
import { FileStore } from './file-store.js';
import { FileQueries } from './file/file.queries.js';
import { FilesController } from './file/files.controller.js';
import { Files } from './file/files.service.js';
import { ReceivesUpload } from './file/receives-upload.js';
import { ReceivesFile } from './receives-file.js';

/** Where files lie, and the files that people keep. Another store takes the port's place here. */
@Global()
@Module({
  controllers: [FilesController],
  providers: [
    { provide: FileStore, useClass: DiskFileStore },
    ReceivesFile,
    ReceivesUpload,
    Files,
    FileQueries,
    Attachments,
    AttachmentSubjects,
  ],
  exports: [FileStore, ReceivesFile, Attachments, AttachmentSubjects],
})
export class FilesModule {}
