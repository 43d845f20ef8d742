/**
 * What the agents of a simulated sprint are like. These numbers are assumptions, not measurements: they are set so that
 * nothing works every time, and the bench prints what comes of it when they are worse.
 */

/**
 * How a task is misread. outside: changes paths that nobody gave it; peer: does a peer's task over again; wrong_thing:
 * builds something else inside its own paths; unseen: the same, and the accept commands do not notice.
 */
export type Misreading = 'outside' | 'peer' | 'wrong_thing' | 'unseen' | 'branch'

/** What goes wrong once in the middle of the work, or only looks as if it did. */
export type Trouble =
  | 'none'
  | 'stops_early'
  | 'hangs'
  | 'same_error'
  | 'edit_revert'
  | 'crashes'
  | 'crash_loop'
  | 'claims_early'
  | 'claims_nothing'
  | 'asks'
  | 'asks_permission'
  | 'limited'
  | 'fills_context'
  | 'long_read'
  | 'long_build'
  | 'closed'

export interface Behaviour {
  readonly name: string
  /** Time for a step, against that of the others. */
  readonly pace: number
  /** How probable it is that it acknowledges its task, and reports after a step. */
  readonly acknowledges: number
  readonly reports: number
  readonly misreads: Misreading | null
  readonly trouble: Trouble
  /** Seconds that its program needs to be ready (median). */
  readonly bootSeconds: number
  /** Does its program say when a turn begins and ends? If not, there is only its output. */
  readonly tellsTurns: boolean
}

const honest: Behaviour = {
  name: 'honest',
  pace: 1,
  acknowledges: 0.98,
  reports: 0.6,
  misreads: null,
  trouble: 'none',
  bootSeconds: 5,
  tellsTurns: true,
}

/** Every behaviour by name: one thing each in which it differs from an honest worker. */
export const BEHAVIOURS = [
  honest,
  { ...honest, name: 'fast', pace: 0.4 },
  { ...honest, name: 'slow', pace: 2.5 },
  { ...honest, name: 'slow_boot', bootSeconds: 30 },
  { ...honest, name: 'reports_nothing', reports: 0 },
  { ...honest, name: 'never_acknowledges', acknowledges: 0 },
  { ...honest, name: 'long_read', trouble: 'long_read' },
  { ...honest, name: 'long_build', trouble: 'long_build' },
  { ...honest, name: 'tells_no_turns', tellsTurns: false },
  { ...honest, name: 'misreads_outside', misreads: 'outside' },
  { ...honest, name: 'misreads_peer', misreads: 'peer' },
  { ...honest, name: 'misreads_wrong_thing', misreads: 'wrong_thing' },
  { ...honest, name: 'misreads_unseen', misreads: 'unseen' },
  { ...honest, name: 'misreads_branch', misreads: 'branch' },
  { ...honest, name: 'stops_early', trouble: 'stops_early' },
  { ...honest, name: 'stops_unseen', trouble: 'stops_early', tellsTurns: false },
  { ...honest, name: 'hangs', trouble: 'hangs' },
  { ...honest, name: 'same_error', trouble: 'same_error' },
  { ...honest, name: 'edit_revert', trouble: 'edit_revert' },
  { ...honest, name: 'crashes', trouble: 'crashes' },
  { ...honest, name: 'crash_loop', trouble: 'crash_loop' },
  { ...honest, name: 'never_ready', bootSeconds: 100_000 },
  { ...honest, name: 'claims_early', trouble: 'claims_early' },
  { ...honest, name: 'claims_nothing', trouble: 'claims_nothing' },
  { ...honest, name: 'asks', trouble: 'asks' },
  { ...honest, name: 'asks_permission', trouble: 'asks_permission' },
  { ...honest, name: 'limited', trouble: 'limited' },
  { ...honest, name: 'fills_context', trouble: 'fills_context' },
  { ...honest, name: 'closed', trouble: 'closed' },
] as const satisfies readonly Behaviour[]

export type BehaviourName = (typeof BEHAVIOURS)[number]['name']

/** Of a hundred misread tasks, so many are misread in each way. */
export const MISREADINGS: readonly (readonly [Misreading | null, number])[] = [
  ['outside', 30],
  ['wrong_thing', 35],
  ['peer', 20],
  ['branch', 8],
  ['unseen', 7],
]

/** How often each trouble is the one that a troubled worker has. */
export const TROUBLES: readonly (readonly [BehaviourName, number])[] = [
  ['stops_early', 5],
  ['slow', 5],
  ['crashes', 3],
  ['claims_early', 3],
  ['same_error', 2],
  ['edit_revert', 2],
  ['hangs', 2],
  ['fills_context', 2],
  ['limited', 2],
  ['claims_nothing', 1],
  ['never_acknowledges', 1],
  ['asks', 1],
]

/** What an agent does with what it is told, and how its work goes: probabilities, and times in minutes. */
export const CONDUCT = {
  /** A misreading is seen by the agent itself when a text names what is wrong; when it only asks; at a rejection. */
  correctedByEvidence: 0.75,
  correctedByAsking: 0.25,
  correctedByRejection: 0.6,
  correctedByPerson: 0.95,
  /** Who understands the task takes back what another agent left that does not belong to it. */
  clearsUpWhenTold: 0.9,
  clearsUpByItself: 0.5,
  /** A fresh agent misreads the same task again: the text is partly to blame. */
  misreadsAgain: 0.4,
  /** A misreading shows in the plan of the acknowledgement, when there is anything to show. */
  planShowsMisreading: 0.5,
  /** Who does something else than its task says so without knowing it: restatement and commits speak of another task. */
  speaksOfOther: 0.5,
  /** Who stopped early goes on when asked; a trouble comes back in a fresh agent. */
  goesOnWhenAsked: 0.75,
  troubleComesBack: 0.15,
  /** Who asked goes on without an answer when it is asked how it stands. */
  goesOnWithoutAnswer: 0.3,
  /** A step leaves a fault that the accept commands find; the worker finds it first when it runs them; mends it when told. */
  faultInStep: 0.12,
  findsOwnFault: 0.85,
  mendsFault: 0.85,
  /** Any step may be the last of a turn, although the task is not done. */
  stopsAfterStep: 0.01,
  /** Healthy work is rejected by an accept command that fails for no reason, twice. */
  flakyRejection: 0.005,
  /** Accept commands that pass though a fifth of the task is missing. */
  gateMissesRest: 0.05,
  /** After its context was compacted an agent has lost the task. */
  lostByCompaction: 0.15,
  /** Of half an hour in a loop. */
  leavesLoop: 0.3,
  /** Who meets the same error again and again says so each time; the program says when a limit is over. */
  reportsError: 0.4,
  tellsReset: 0.7,
  /** Of ten seconds of work: a silence of one to three minutes begins; programs that it started are at work meanwhile. */
  silence: 0.01,
  silenceIsChildren: 0.6,
  minutesOfStep: 6,
  minutesOfAcknowledgement: 0.8,
  secondsBetweenOutput: 60,
  minutesOfGate: 1.5,
} as const
