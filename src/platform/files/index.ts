export { disposition, sendDownload, type Download } from './download.js';
export { fileKey } from './file-key.js';
export { FileStore, type StoredFile } from './file-store.js';
export { fileGone } from './files.errors.js';
export { FilesModule } from './files.module.js';
export { Received, ReceivedFile } from './received-file.js';
export { ReceivesFile } from './receives-file.js';
export { scratchFile } from './scratch-file.js';
