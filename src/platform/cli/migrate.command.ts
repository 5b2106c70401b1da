import { migrate } from '../database/migrator.js';
import { commands } from './command-registry.js';

commands.register({
  name: 'migrate',
  summary: "Bring the database to this program's schema, or to the one named",
  options: [
    { flags: '--to <migration>', summary: 'name or number of the migration that shall be the newest; 0000 for none' },
    { flags: '--down', summary: 'take migrations back, newest first; needs --to' },
  ],
  migratesItself: true,
  async run({ options: { to, down }, ownerUrl, print }) {
    if (down && to === undefined) {
      print('--down needs --to, so that nobody empties a database by forgetting a word.');
      return 1;
    }
    const names = await migrate(ownerUrl, { direction: down ? 'down' : 'up', ...(typeof to === 'string' ? { to } : {}) });
    for (const name of names) print(`${down ? 'taken back' : 'applied'}  ${name}`);
    if (names.length === 0) print('Nothing to do.');
    return 0;
  },
});
