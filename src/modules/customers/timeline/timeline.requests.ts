import { IsOptional, IsString, Matches } from 'class-validator';
import { PageRequest } from '../../../platform/http/index.js';

export class TimelineRequest extends PageRequest {
  /**
   * Only these kinds of entries, separated by commas.
   * @example "followUp,ownership"
   */
  @IsOptional()
  @IsString()
  @Matches(/^[a-zA-Z]{1,30}(,[a-zA-Z]{1,30}){0,19}$/)
  kinds?: string;
}
