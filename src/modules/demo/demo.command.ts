import { commands } from '../../platform/cli/command-registry.js';
import { DEMO_ENTERPRISE } from './data/people.js';
import { DemoSeed } from './demo-seed.service.js';

commands.register({
  name: 'seed demo',
  summary: `Make the demo enterprise ${DEMO_ENTERPRISE}, and print how to sign in; harmless when it is there`,
  async run({ get, print }) {
    const seed = await get(DemoSeed);
    const { created, employees, leads, customers } = await seed.run();
    print(
      created
        ? `${DEMO_ENTERPRISE} is ready: ${employees} people, ${leads} leads, ${customers} customers.`
        : `${DEMO_ENTERPRISE} was there already; nothing was changed.`,
    );
    for (const line of seed.signIns()) print(line);
  },
});
