import { document } from './operations.js';

/** Objects whose writes are administration, with what of them is everyday work and so asks for no password again. */
const ADMINISTRATIVE: Record<string, Record<string, string>> = {
  role: {},
  apiKey: {},
  enterpriseData: {},
  signIn: { 'signIns.acknowledge': 'changes nobody’s access' },
  enterprise: {
    'calendar.set': 'working days, not access',
    'calendar.reset': 'working days, not access',
  },
  employee: {
    'employees.create': 'a person without any role; roles are given by role:assign',
    'employees.update': 'facts of a person, not their access',
    'employees.setCrmSuperiors': 'the reporting line is everyday work of personnel',
    'departments.addMembers': 'the reporting line is everyday work of personnel',
    'employeeImports.receive': 'as taking on a single person',
    'employeeImports.change': 'as taking on a single person',
    'employeeImports.run': 'as taking on a single person',
    'duties.set': 'who is given records today, not access',
    'previews.end': 'ends what was begun with a confirmed password',
    'invitations.create': 'whoever accepts still waits for an approval',
    'invitations.revoke': 'takes away, and gives nothing',
  },
};

interface Described {
  operationId: string;
  'x-permission': string;
  'x-step-up'?: boolean;
}

const writes = Object.values(document.paths)
  .flatMap((methods) => Object.entries(methods as unknown as Record<string, Described>))
  .filter(([method]) => method !== 'get')
  .map(([, operation]) => operation);
const objectOf = (operation: Described): string => operation['x-permission'].split(':')[0]!;

describe('administrative writes', () => {
  const administrative = writes.filter((operation) => objectOf(operation) in ADMINISTRATIVE);

  it('ACC-07 each ask for an elevated session, or stand above with the reason why not', () => {
    const open = administrative.filter((operation) => !operation['x-step-up']).map(({ operationId }) => operationId);
    const exempt = Object.values(ADMINISTRATIVE).flatMap((operations) => Object.keys(operations));
    expect(open.sort()).toEqual(exempt.sort());
  });

  it('ACC-07 include deleting the fields that an enterprise has added', () => {
    expect(writes.find(({ operationId }) => operationId === 'customFields.remove')?.['x-step-up']).toBe(true);
  });
});
