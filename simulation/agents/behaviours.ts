/**
 * The assumptions about the agents of a simulated sprint. They are assumptions, not measurements: nothing works every time, and
 * `npm run bench -- simulate` takes each of the numbers in CONDUCT as a switch, so that a reader can try others.
 */

/**
 * How a task is misread. outside: changes paths that nobody gave it; peer: does a peer's task over again, in the peer's paths or
 * in its own; wrong_thing: builds something else inside its own paths; unseen: the same, and neither words nor gates show it.
 */
export type Misreading = 'outside' | 'peer' | 'wrong_thing' | 'unseen' | 'branch'

/** What goes wrong once in the middle of the work, or only looks wrong. */
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
  /** Hurdles that it meets once on the way, besides its trouble. */
  readonly meets: readonly Hurdle[]
}

/** A question or a request for a permission. A report or a hook tells it, or it shows only on the screen. */
export interface Hurdle {
  readonly kind: 'question' | 'permission'
  readonly isOnScreen: boolean
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
  meets: [],
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
  ['wrong_thing', 42],
  ['peer', 20],
  ['branch', 8],
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
  /** A worker that misread its task restates what it builds, in its own words. The others restate the task as it is. */
  speaksOfOther: 0.5,
  /** Of those restatements, this share is close to the task; the others are about something else. */
  speaksOfNear: 0.5,
  /** A worker that repeats a peer's task does so in its own paths, so that no path shows it. */
  duplicatesInOwnPaths: 0.5,
  /** Who stopped early goes on when asked; a trouble comes back in a fresh agent. */
  goesOnWhenAsked: 0.75,
  troubleComesBack: 0.15,
  /** Who asked goes on without an answer when it is asked how it stands. */
  goesOnWithoutAnswer: 0.3,
  /** A step leaves a fault that the accept commands find. The worker may find it first; it mends it when a rejection names it. */
  faultInStep: 0.12,
  findsOwnFault: 0.85,
  mendsFault: 0.85,
  /** Any step may be the last of a turn, although the task is not done. */
  stopsAfterStep: 0.01,
  /** Healthy work is rejected by an accept command that fails for no reason, twice. */
  flakyRejection: 0.005,
  /** The accept commands miss this share of what is wrong in a claim: a fault, a missing fifth, another thing in its place. */
  gatesBlind: 0.3,
  /** After its context was compacted an agent has lost the task. */
  lostByCompaction: 0.15,
  /** A worker in a loop leaves it by itself within half an hour. */
  leavesLoop: 0.3,
  /** Who meets the same error again and again says so each time; the program says when a limit is over. */
  reportsError: 0.4,
  tellsReset: 0.7,
  /** In ten seconds of work a silence of one to three minutes begins; `silenceIsChildren`: programs that it started work meanwhile. */
  silence: 0.01,
  silenceIsChildren: 0.6,
  /** A step begins with silent thinking: no output, no children. `thinksLong` of these times it takes `longThinkMinutes`. */
  thinks: 0.08,
  thinkMinutes: 8,
  thinksLong: 0.5,
  longThinkMinutes: 15,
  /** Workers whose program tells no turns: there is only its output. */
  tellsNoTurns: 0.15,
  /** A worker asks a question, or needs a permission, in the middle of its work. A share of these shows only on its screen. */
  asksQuestion: 0.06,
  meetsPermission: 0.06,
  onScreenOnly: 0.33,
  /** A screen that rests on a dialog is read as that; else it only looks silent. */
  screenIsRead: 0.7,
  /** A worker that is told to settle its question by itself does so; else it asks again. */
  settlesQuestion: 0.7,
  /** What it chose then is not what was meant. */
  settlesWrongly: 0.1,
  /** Who is refused a permission finds another way; else it asks again. */
  findsOtherWay: 0.7,
  /** A hurdle stands before a fresh agent again. */
  hurdleComesBack: 0.5,
  /** Seconds until the czar sees a commit (median); one commit in 20 takes more than six times as long. */
  gitLateSeconds: 15,
  /** A question to an agent at work takes its time and a piece of its context, and at times it loses the thread. */
  minutesOfAnswer: 3,
  contextOfAnswer: 0.02,
  questionDerails: 0.05,
  /** A fresh agent reads before it goes on, at times does over what was done, and may misread what the one before it understood. */
  minutesOfReading: 8,
  restartLosesWork: 0.3,
  freshMisreads: 0.08,
  minutesOfStep: 6,
  minutesOfAcknowledgement: 0.8,
  secondsBetweenOutput: 60,
  minutesOfGate: 1.5,
} as const
