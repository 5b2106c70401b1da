import type { Limit, Room } from '../claim/room.js';
import type { AssignmentLine } from './assignment-rules.js';
import { Turns } from './turns.js';

/** Why somebody gets no record at all: of themselves, or of the limits that claims use as well. */
type GeneralLack = 'notActive' | 'offDuty' | 'dailyQuota' | Limit;
/** Why somebody does not get this very record: they own enough of its level, or have lost it. */
type RecordLack = 'levelLimit' | 'coolingDown' | 'lostLast';
export type Lack = GeneralLack | RecordLack;
/** Why a record stays in the pool. */
export type StayReason = 'noLine' | 'nobody' | 'quarantined' | 'outsideWorkingTime';

/** A person who may get records, and how many more: shared by all lines that name them. */
export interface PlannedPerson {
  id: string;
  name: string;
  /** Lacks that hold whatever the line: not at work, off duty. */
  lacks: GeneralLack | null;
  /** What they may still take. */
  room: Room;
  /** Records that the person owns. */
  load: number;
  /** Records assigned to the person today. */
  today: number;
}

export interface PlannedLine {
  line: AssignmentLine;
  people: { person: PlannedPerson; weight: number; quotaLeft: number | undefined }[];
  /** What the rotation has kept. */
  turns: Readonly<Record<string, number>>;
}

/** A record that waits in the pool. */
export interface WaitingRecord {
  id: string;
  quarantined: boolean;
  /** For each line, whether its condition holds. */
  fits: boolean[];
  /** Its level, where that has a holding limit of its own. */
  level: string | null;
  /** Who may not have it back yet. */
  formerOwners: string[] | null;
  /** What they lack. */
  formerLack: 'coolingDown' | 'lostLast';
}

export interface Placement {
  recordId: string;
  employeeId: string;
  line: AssignmentLine;
  lacked: LackCounts;
}

export interface Stay {
  recordId: string;
  reason: StayReason;
  lineKey: string | null;
  lacked: LackCounts;
}

export type LackCounts = Partial<Record<Lack, number>>;

/** Decides in memory who gets which record of a batch; reads and writes nothing. */
export class AssignmentPlan {
  readonly placements: Placement[] = [];
  readonly stays: Stay[] = [];
  private readonly lines: LineState[];

  constructor(lines: readonly PlannedLine[]) {
    this.lines = lines.map((line) => new LineState(line));
  }

  /** Whether no line has anybody left: further records would only stay as well. */
  get isExhausted(): boolean {
    return this.lines.every((line) => line.turns.isEmpty);
  }

  place(record: WaitingRecord): void {
    if (record.quarantined) return this.stay(record, 'quarantined');
    let tried: LineState | undefined;
    for (const [index, line] of this.lines.entries()) {
      if (!record.fits[index]) continue;
      tried = line;
      const employeeId = line.choose(record);
      if (employeeId !== undefined) return this.give(record, line, employeeId);
      if (line.line.whenNobody === 'stay') break;
    }
    this.stay(record, tried ? 'nobody' : 'noLine', tried);
  }

  /** By line key: the rotation to be kept, how many it placed, and everybody's lack in the end. */
  outcome(): {
    key: string;
    turns: Record<string, number>;
    placed: number;
    people: { id: string; placed: number; lacks: GeneralLack | null }[];
  }[] {
    return this.lines.map((state) => state.outcome());
  }

  private give(record: WaitingRecord, line: LineState, employeeId: string): void {
    this.placements.push({ recordId: record.id, employeeId, line: line.line, lacked: line.lackCounts(record) });
    line.serve(employeeId, record.level);
    for (const each of this.lines) each.dropIfFull(employeeId);
  }

  private stay(record: WaitingRecord, reason: StayReason, line?: LineState): void {
    const lacked = line?.lackCounts(record) ?? {};
    this.stays.push({ recordId: record.id, reason, lineKey: line?.line.key ?? null, lacked });
  }
}

/** A line while a batch is planned. */
class LineState {
  readonly line: AssignmentLine;
  readonly turns: Turns;
  private readonly people: Map<string, PlannedLine['people'][number] & { placed: number }>;
  private readonly kept: Readonly<Record<string, number>>;
  /** Lacks of those who take no part, counted once and kept up to date. */
  private readonly lacked = new Map<string, GeneralLack>();

  constructor({ line, people, turns }: PlannedLine) {
    this.line = line;
    this.kept = turns;
    this.people = new Map(people.map((each) => [each.person.id, { ...each, placed: 0 }]));
    const able = people.filter(({ person }) => this.noteLack(person.id) === null);
    const weightOf = (weight: number): number => (line.strategy === 'weighted' ? weight : 1);
    this.turns = new Turns(
      able.map(({ person, weight }) => ({ id: person.id, weight: weightOf(weight) })),
      turns,
    );
  }

  choose(record: WaitingRecord): string | undefined {
    const allowed = mayBeLacked(record) ? (id: string): boolean => this.lackOf(id, record) === undefined : undefined;
    const measure = this.measure();
    return measure ? this.least(measure, allowed) : this.turns.next(allowed);
  }

  serve(id: string, level: string | null): void {
    const each = this.people.get(id)!;
    this.turns.serve(id);
    each.placed += 1;
    each.person.load += 1;
    each.person.today += 1;
    if (each.quotaLeft !== undefined) each.quotaLeft -= 1;
    each.person.room.take(level);
  }

  dropIfFull(id: string): void {
    if (this.people.has(id) && !this.lacked.has(id) && this.noteLack(id) !== null) this.turns.leave(id);
  }

  lackCounts(record: WaitingRecord): LackCounts {
    const counts: LackCounts = {};
    const count = (lack: Lack | undefined): void => void (lack && (counts[lack] = (counts[lack] ?? 0) + 1));
    for (const lack of this.lacked.values()) count(lack);
    if (mayBeLacked(record)) for (const id of this.turns.ids()) count(this.lackOf(id, record));
    return counts;
  }

  outcome(): ReturnType<AssignmentPlan['outcome']>[number] {
    const people = [...this.people.values()].map(({ person: { id }, placed }) => ({
      id,
      placed,
      lacks: this.lacked.get(id) ?? null,
    }));
    const keptOf = Object.fromEntries(people.flatMap(({ id }) => (this.kept[id] === undefined ? [] : [[id, this.kept[id]]])));
    const placed = people.reduce((sum, each) => sum + each.placed, 0);
    return { key: this.line.key, turns: { ...keptOf, ...this.turns.state() }, placed, people };
  }

  /** Of those who still take part, why one cannot have this record. */
  private lackOf(id: string, { formerOwners, formerLack, level }: WaitingRecord): RecordLack | undefined {
    if (formerOwners?.includes(id)) return formerLack;
    return this.people.get(id)!.person.room.isFullOf(level) ? 'levelLimit' : undefined;
  }

  private measure(): ((person: PlannedPerson) => number) | undefined {
    if (this.line.strategy === 'leastLoaded') return (person) => person.load;
    return this.line.strategy === 'leastAssignedToday' ? (person) => person.today : undefined;
  }

  /** Who has least; of several, whose turn it is. */
  private least(measure: (person: PlannedPerson) => number, allowed: (id: string) => boolean = () => true): string | undefined {
    let best: { id: string; amount: number; ahead: number } | undefined;
    for (const id of this.turns.ids()) {
      if (!allowed(id)) continue;
      const each = { id, amount: measure(this.people.get(id)!.person), ahead: this.turns.aheadOf(id) };
      if (!best || each.amount < best.amount || (each.amount === best.amount && each.ahead < best.ahead)) best = each;
    }
    return best?.id;
  }

  private noteLack(id: string): GeneralLack | null {
    const lack = generalLackOf(this.people.get(id)!);
    if (lack !== null) this.lacked.set(id, lack);
    return lack;
  }
}

/** Most records anybody may have: then nobody is asked one by one. */
const mayBeLacked = ({ formerOwners, level }: WaitingRecord): boolean => level !== null || (formerOwners ?? []).length > 0;

function generalLackOf({ person, quotaLeft }: PlannedLine['people'][number]): GeneralLack | null {
  if (person.lacks !== null) return person.lacks;
  if (quotaLeft !== undefined && quotaLeft <= 0) return 'dailyQuota';
  return person.room.barrier ?? null;
}
