import { IsIn } from 'class-validator';

export class PutCollaboratorRequest {
  /** `read` sees the record, `write` changes it and follows it up as well. */
  @IsIn(['read', 'write'])
  access!: 'read' | 'write';
}
