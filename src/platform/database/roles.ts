import type { ClientBase } from 'pg';

/**
 * Roles belong to the whole server, so that several databases may want to create them at once: who comes second is
 * not in error. The owner inherits what the application may do, because an application
 * without a login of its own steps down from the owner's; it only may become the definer, and so stays under forced row-level security itself.
 */
const ENSURE_ROLES = `
DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['highseas_app', 'highseas_definer'] LOOP
    IF to_regrole(role_name) IS NULL THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL;
      END;
    END IF;
  END LOOP;
  IF NOT pg_has_role('highseas_app', 'SET') OR NOT pg_has_role('highseas_app', 'USAGE') THEN
    EXECUTE format('GRANT highseas_app TO %I WITH INHERIT TRUE, SET TRUE', current_user);
  END IF;
  IF NOT pg_has_role('highseas_definer', 'SET') THEN
    EXECUTE format('GRANT highseas_definer TO %I WITH INHERIT FALSE, SET TRUE', current_user);
  END IF;
END $$`;

/**
 * Makes sure that the application's role and the owner of cross-enterprise functions exist, and that the migrating
 * login may act for both.
 * @throws Error that says what an administrator of the server must grant
 */
export async function ensureRoles(client: ClientBase): Promise<void> {
  try {
    await client.query(ENSURE_ROLES);
  } catch (cause) {
    if ((cause as { code?: string }).code !== '42501') throw cause;
    throw new Error(
      "The login of DATABASE_URL may not create or use the roles highseas_app and highseas_definer. Ask the server's administrator for" +
        ' "CREATE ROLE highseas_app NOLOGIN; CREATE ROLE highseas_definer NOLOGIN; GRANT highseas_app, highseas_definer TO <login> WITH ADMIN TRUE".',
      { cause },
    );
  }
}
