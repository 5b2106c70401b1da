import { IsBoolean, IsOptional, ValidateIf } from 'class-validator';
import { IsNewPassword } from '../../identity/index.js';

/** The import rules of employees; what is absent stays as it is. */
export class EmployeeImportOptions {
  /** Whether each new employee who has a phone is told by SMS. */
  @IsOptional()
  @IsBoolean()
  notify?: boolean;

  /**
   * A password for everybody who has no account yet: at least 8 characters with a letter and a digit, to be changed at the
   * first sign-in. It is never shown again. Null for none: people sign in by a code sent to their phone or e-mail.
   * @example "gonghai-2026"
   */
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsNewPassword()
  initialPassword?: string | null;
}

/** The same as an import keeps them. */
export interface EmployeeImportRules {
  notify: boolean;
  initialPasswordHash: string | null;
}

export const EMPLOYEE_IMPORT_DEFAULTS: EmployeeImportRules = { notify: false, initialPasswordHash: null };
