/**
 * The assumptions about the agents of a simulated run. None of them is measured. Each number in CONDUCT can be changed by a flag of `npm
 * run bench -- simulate`, so that a reader can try other values.
 */

/**
 * How a task is misread. outside: the agent changes paths outside its territory. peer: it does another worker's task again, in that
 * worker's paths or in its own. wrong_thing: it builds something else inside its own paths. unseen: like wrong_thing, but neither the
 * agent's words nor the accept commands show it.
 */
export type Misreading = 'outside' | 'peer' | 'wrong_thing' | 'unseen' | 'branch'

/** What goes wrong once in the middle of the work, or only looks as if it went wrong. */
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
  /** How long a step takes, as a factor on the usual time. */
  readonly pace: number
  /** The probability that the agent acknowledges its task, and the probability that it reports after a step. */
  readonly acknowledges: number
  readonly reports: number
  readonly misreads: Misreading | null
  readonly trouble: Trouble
  /** The median number of seconds until the agent's program is ready. */
  readonly bootSeconds: number
  /** Whether the agent's program reports when it begins and ends its work on a text. If not, czar has only the program's output. */
  readonly tellsTurns: boolean
  /** Obstacles that the agent meets once during its work, besides its trouble. */
  readonly meets: readonly Hurdle[]
  /** How many faults the agent makes, as a factor on the usual number. Absent means 1. */
  readonly faults?: number
}

/** A question, or a request for a permission. Czar learns of it by a report or a hook, or else only the screen shows it. */
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

/** Every behaviour by name. Each differs from an honest worker in one thing. */
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

/** How often each kind of misreading occurs among a hundred misread tasks. */
export const MISREADINGS: readonly (readonly [Misreading | null, number])[] = [
  ['outside', 30],
  ['wrong_thing', 42],
  ['peer', 20],
  ['branch', 8],
]

/** How often each trouble occurs among workers that have a trouble. */
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

/** How an agent follows texts, and how its work goes. The numbers are probabilities, and times in minutes. */
export const CONDUCT = {
  /**
   * The probability that an agent notices that it misread its task: here when a text names the mistake, in the next field when a text only
   * asks, and in the field after that at a rejection.
   */
  correctedByEvidence: 0.75,
  correctedByAsking: 0.25,
  correctedByRejection: 0.6,
  correctedByPerson: 0.95,
  /** The probability that an agent which understands the task removes another agent's work that does not belong to it. */
  clearsUpWhenTold: 0.9,
  clearsUpByItself: 0.5,
  /** The probability that a fresh agent misreads the same task again, because the text is partly to blame. */
  misreadsAgain: 0.4,
  /**
   * The probability that a misreading can be seen in the plan with which the agent acknowledges its task. Not every misreading can be seen
   * there.
   */
  planShowsMisreading: 0.5,
  /**
   * The probability that a worker that misread its task describes, in its own words, what it really builds. Otherwise it describes the task
   * as it is.
   */
  speaksOfOther: 0.5,
  /** The share of such descriptions that are similar to the task. The others are about something else. */
  speaksOfNear: 0.5,
  /** The probability that a worker which does another worker's task does it in its own paths, so that the paths do not show it. */
  duplicatesInOwnPaths: 0.5,
  /**
   * The probability that a worker which stopped early goes on when it is asked. The next field is the probability that a trouble comes back
   * in a fresh agent.
   */
  goesOnWhenAsked: 0.75,
  troubleComesBack: 0.15,
  /** The probability that a worker which asked a question goes on without an answer when it is asked how its task is going. */
  goesOnWithoutAnswer: 0.3,
  /**
   * The probability that a step leaves a fault that the accept commands can find. The next fields: the worker finds the fault first, and
   * the worker repairs the fault when a rejection names it.
   */
  faultInStep: 0.12,
  findsOwnFault: 0.85,
  mendsFault: 0.85,
  /** The probability that an agent stops after a step although the task is not done. */
  stopsAfterStep: 0.01,
  /**
   * The probability that an accept command rejects right work for no reason. The next field: the command does so again at the following
   * check.
   */
  flakyRejection: 0.005,
  /**
   * The share of what is wrong in a claim that the accept commands miss. What is wrong may be a fault, a fifth of the work that is missing,
   * or other work in its place.
   */
  gatesBlind: 0.3,
  /** The probability that an agent forgets its task when its context is compacted. */
  lostByCompaction: 0.15,
  /** The probability that a worker in a loop leaves the loop by itself within half an hour. */
  leavesLoop: 0.3,
  /**
   * The probability that a worker which keeps meeting the same error says so each time. The next field: the program says when a limit ends.
   */
  reportsError: 0.4,
  tellsReset: 0.7,
  /**
   * The probability that a silence of one to three minutes begins within ten seconds of work. `silenceIsChildren` is the share of silences
   * in which programs work that the agent started.
   */
  silence: 0.01,
  silenceIsChildren: 0.6,
  /**
   * The probability that a step begins with silent thinking, without output and without programs. `thinksLong` of these silences last
   * `longThinkMinutes`.
   */
  thinks: 0.08,
  thinkMinutes: 8,
  thinksLong: 0.5,
  longThinkMinutes: 15,
  /** The share of workers whose program does not report when it begins and ends its work, so that czar has only its output. */
  tellsNoTurns: 0.15,
  /**
   * The probability that a worker asks a question in the middle of its work. The next field: it needs a permission. The field after that:
   * the question or request appears only on the worker's screen.
   */
  asksQuestion: 0.06,
  meetsPermission: 0.06,
  onScreenOnly: 0.33,
  /** The probability that czar recognises a dialog on a screen that does not change. Otherwise the screen only looks silent. */
  screenIsRead: 0.7,
  /** The probability that a worker which is told to decide its question by itself does so. Otherwise it asks again. */
  settlesQuestion: 0.7,
  /** The probability that such a decision is wrong. */
  settlesWrongly: 0.1,
  /** The probability that a worker without the permission finds another way. Otherwise it asks again. */
  findsOtherWay: 0.7,
  /** The probability that a fresh agent meets the same obstacle again. */
  hurdleComesBack: 0.5,
  /** The median number of seconds until czar sees a commit. One commit in 20 takes more than six times as long. */
  gitLateSeconds: 15,
  /** What a question costs an agent at work: minutes, a share of its context, and sometimes it loses the thread of its work. */
  minutesOfAnswer: 3,
  contextOfAnswer: 0.02,
  questionDerails: 0.05,
  /**
   * How many minutes a fresh agent reads before it goes on. The next fields: it repeats finished work, or it misreads what the previous
   * agent had understood.
   */
  minutesOfReading: 8,
  restartLosesWork: 0.3,
  freshMisreads: 0.08,
  minutesOfStep: 6,
  minutesOfAcknowledgement: 0.8,
  secondsBetweenOutput: 60,
  minutesOfGate: 1.5,
} as const
