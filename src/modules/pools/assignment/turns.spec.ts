import fc from 'fast-check';
import { Turns, type Taker } from './turns.js';

const takers = fc
  .array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 30 })
  .map((weights): Taker[] => weights.map((weight, n) => ({ id: `p${n}`, weight })));
const batches = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 12 });

/** Serves batch after batch, each from the state that the one before has kept; how often everybody was served. */
function serve(people: readonly Taker[], sizes: readonly number[], check: (served: Map<string, number>) => void): void {
  const served = new Map(people.map(({ id }) => [id, 0]));
  let state: Record<string, number> = {};
  for (const size of sizes) {
    const turns = new Turns(people, JSON.parse(JSON.stringify(state)) as Record<string, number>);
    for (let n = 0; n < size; n++) {
      const id = turns.next()!;
      turns.serve(id);
      served.set(id, served.get(id)! + 1);
      check(served);
    }
    state = turns.state();
  }
}

describe('POOL-05 turns', () => {
  it('give everybody their share by weight, at no moment more than one off, however batches are cut', () => {
    fc.assert(
      fc.property(takers, batches, (people, sizes) => {
        const weights = people.reduce((sum, { weight }) => sum + weight, 0);
        let total = 0;
        let worst = 0;
        serve(people, sizes, (served) => {
          total += 1;
          for (const { id, weight } of people) worst = Math.max(worst, Math.abs(served.get(id)! - (total * weight) / weights));
        });
        expect(worst).toBeLessThanOrEqual(1 + 1e-6);
      }),
      { numRuns: 200 },
    );
  });

  it('differ by at most one where all weigh the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), batches, (count, sizes) => {
        const people = Array.from({ length: count }, (_, n) => ({ id: `p${n}`, weight: 1 }));
        let worst = 0;
        serve(people, sizes, (served) => {
          const counts = [...served.values()];
          worst = Math.max(worst, Math.max(...counts) - Math.min(...counts));
        });
        expect(worst).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('let nobody catch up what they missed while they were away', () => {
    const [one, two] = [
      { id: 'one', weight: 1 },
      { id: 'two', weight: 1 },
    ];
    const alone = new Turns([one], {});
    for (let n = 0; n < 50; n++) alone.serve(alone.next()!);
    const both = new Turns([one, two], alone.state());
    const order = Array.from({ length: 6 }, () => {
      const id = both.next()!;
      both.serve(id);
      return id;
    });
    expect(order.filter((id) => id === 'one')).toHaveLength(3);
  });

  it('go on among the others when somebody leaves in the middle', () => {
    const turns = new Turns(
      ['a', 'b', 'c'].map((id) => ({ id, weight: 1 })),
      {},
    );
    turns.serve(turns.next()!);
    turns.leave('b');
    const order = Array.from({ length: 4 }, () => {
      const id = turns.next()!;
      turns.serve(id);
      return id;
    });
    expect(order).toEqual(['c', 'a', 'c', 'a']);
    expect(Object.keys(turns.state()).sort()).toEqual(['a', 'b', 'c']);
  });
});
