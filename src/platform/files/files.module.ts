import { Global, Module } from '@nestjs/common';
import { DiskFileStore } from './disk-file-store.js';
import { FileStore } from './file-store.js';
import { ReceivesFile } from './receives-file.js';

/** Where files lie; another store takes the port's place here. */
@Global()
@Module({
  providers: [{ provide: FileStore, useClass: DiskFileStore }, ReceivesFile],
  exports: [FileStore, ReceivesFile],
})
export class FilesModule {}
