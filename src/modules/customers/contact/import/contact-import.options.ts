import { IsIn, IsOptional } from 'class-validator';

export const CONTACT_DUPLICATES = ['skip', 'update', 'create', 'error'] as const;
export type ContactDuplicates = (typeof CONTACT_DUPLICATES)[number];

/** The import rules of contacts; what is absent stays as it is. */
export class ContactImportOptions {
  /**
   * What happens to a row whose customer has a contact of this name already, or an earlier row of the file: leave it out, fill
   * the contact with the row's filled cells, create another one, or report it as an error.
   */
  @IsOptional()
  @IsIn(CONTACT_DUPLICATES)
  duplicates?: ContactDuplicates;
}

export type ContactImportRules = Required<ContactImportOptions>;

export const CONTACT_IMPORT_DEFAULTS: ContactImportRules = { duplicates: 'skip' };
