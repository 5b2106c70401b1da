import { IsUUID } from 'class-validator';

export class CreateNameCardRequest {
  /** A picture that you have uploaded. */
  @IsUUID()
  fileId!: string;
}
