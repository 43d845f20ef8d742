import type { TaskId } from '../../src/core/model/ids.ts'
import type { Assumptions } from '../assumptions.ts'
import type { Random } from '../random.ts'

/**
 * How the work of two tasks affects each other. conflict: both change the same lines. addition: both only add lines at the same place.
 * clash: their work merges without a conflict but does not work together. helper: both write the same helper. twin: both tasks ask for the
 * same thing.
 */
export type MeetingKind = 'conflict' | 'addition' | 'clash' | 'helper' | 'twin'

export interface Meeting {
  /** The name of the place where the two tasks meet. */
  readonly id: string
  readonly kind: MeetingKind
  readonly tasks: readonly [TaskId, TaskId]
  readonly path: string
  /** For each of the two tasks, the step that reaches the place. */
  readonly at: Readonly<Record<string, number>>
  /** Only for addition: whether the result is right if the lines of both tasks are kept. */
  readonly fits: boolean
  /** Whether no test shows the fault that a merge makes at this place. */
  readonly isBlind: boolean
  /** The task whose accept commands show a fault at this place, unless no test shows it. */
  readonly shownBy: TaskId
  /** Only for twin: how much of the other task each of the two tasks does, from 0 to 1. */
  readonly covers: number
  /** Only for helper and twin: whether the texts are similar enough that czar's comparison finds them. */
  readonly isSeen: boolean
}

interface PlannedTask {
  readonly id: TaskId
  readonly steps: number
}

/**
 * Draws for each pair of tasks how they meet. Each kind has its own source of random numbers, so changing one rate does not change the
 * results of another.
 */
export function planMeetings(random: Random, tasks: readonly PlannedTask[], rates: Assumptions): readonly Meeting[] {
  return tasks.flatMap((one, index) =>
    tasks.slice(index + 1).flatMap(other => meet(random.fork(`${one.id} ${other.id}`), [one, other], rates)),
  )
}

function meet(random: Random, [one, other]: readonly [PlannedTask, PlannedTask], rates: Assumptions): readonly Meeting[] {
  const kinds = kindsOf(random, rates)
  return kinds.map(kind => {
    const own = random.fork(kind)
    const stepOf = ({ steps }: PlannedTask) => (kind === 'twin' ? 1 : Math.floor(own.between(1, steps + 1)))
    return {
      id: `${kind}:${one.id}:${other.id}`,
      kind,
      tasks: [one.id, other.id],
      path: `src/common/${one.id}-${other.id}.ts`,
      at: { [one.id]: stepOf(one), [other.id]: stepOf(other) },
      fits: own.chance(rates.additionsFit),
      isBlind: own.chance(rates.testsBlind),
      shownBy: own.chance(0.5) ? one.id : other.id,
      covers: own.chance(rates.twinIsWhole) ? 1 : 0.8,
      isSeen: own.chance(rates.duplicateSeen),
    }
  })
}

function kindsOf(random: Random, rates: Assumptions): readonly MeetingKind[] {
  const meetsAtPlace = random.fork('place').chance(rates.conflicts)
  const isAddition = random.fork('addition').chance(rates.additiveShare)
  const rolls: readonly (readonly [MeetingKind, boolean])[] = [
    ['conflict', meetsAtPlace && !isAddition],
    ['addition', meetsAtPlace && isAddition],
    ['clash', random.fork('clash').chance(rates.clashes)],
    ['helper', random.fork('helper').chance(rates.sameHelper)],
    ['twin', random.fork('twin').chance(rates.twins)],
  ]
  return rolls.flatMap(([kind, happens]) => (happens ? [kind] : []))
}
