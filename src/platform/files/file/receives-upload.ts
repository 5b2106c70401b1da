import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '../../config/config.token.js';
import type { Config } from '../../config/index.js';
import type { FileArea } from '../file-key.js';
import { FileStore } from '../file-store.js';
import type { Admission } from '../measured.js';
import { ReceivesFile } from '../receives-file.js';
import type { FileKind } from '../type/media-types.js';
import { recognise } from '../type/recognise.js';

/** Receives a file that people keep: what it is decides whether it is taken and how large it may be. */
@Injectable()
export class ReceivesUpload extends ReceivesFile {
  protected override readonly area: FileArea = 'files';
  private readonly limits: Record<FileKind, number>;

  constructor(store: FileStore, @Inject(CONFIG) { files }: Config) {
    super(store);
    this.limits = { picture: files.maxPictureBytes, voice: files.maxVoiceBytes, document: files.maxUploadBytes };
  }

  protected override admissionOf(name: string): Admission {
    return async (head) => {
      const type = await recognise(name, head);
      return { type, maxBytes: this.limits[type.kind] };
    };
  }
}
