/**
 * The assumptions about the agents of a simulated run. They are guesses and not measurements. Each number in CONDUCT has a flag of `npm run
 * bench -- simulate`, so a reader can try other values.
 */

/**
 * How a task is misread. outside: the agent changes paths outside its territory. peer: the agent does another worker's task again, in that
 * worker's paths or in its own paths. wrong_thing: the agent builds something else inside its own paths. unseen: like wrong_thing, but
 * neither the agent's words nor the accept commands show the mistake.
 */
export type Misreading = 'outside' | 'peer' | 'wrong_thing' | 'unseen' | 'branch'

/** The trouble that a simulated agent has once, in the middle of its work. Some kinds only look like trouble. */
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
  /** The factor on the usual number of faults that the agent makes. If it is absent, it is 1. */
  readonly faults?: number
}

/**
 * An obstacle: a question, or a request for a permission. Czar learns of the obstacle by a report or a hook. Otherwise only the screen
 * shows it.
 */
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

/** Every behaviour by name. Each behaviour differs from an honest worker in one thing. */
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

/**
 * How an agent follows texts, and how its work goes. Unless a comment names another unit, a number is a probability, and a time is in
 * minutes.
 */
export const CONDUCT = {
  /** The probability that an agent notices its misreading of the task when a text names the mistake. */
  correctedByEvidence: 0.75,
  /** The same probability when a text only asks how the task is going. */
  correctedByAsking: 0.25,
  /** The same probability when czar rejects the claim. */
  correctedByRejection: 0.6,
  correctedByPerson: 0.95,
  /** The probability that an agent removes another agent's work that does not belong to the task. The agent must understand the task. */
  clearsUpWhenTold: 0.9,
  clearsUpByItself: 0.5,
  /** The probability that a fresh agent misreads the same task again, because the text is partly to blame. */
  misreadsAgain: 0.4,
  /** The probability that the agent's plan shows the misreading. The agent sends its plan when it acknowledges the task. */
  planShowsMisreading: 0.5,
  /**
   * The probability that a worker that misread its task describes, in its own words, the work that it really does. Otherwise it describes
   * the task as it is written.
   */
  speaksOfOther: 0.5,
  /** The share of the descriptions of wrong work that sound similar to the task. The other descriptions are about something else. */
  speaksOfNear: 0.5,
  /** The probability that a worker does another worker's task in its own paths. The paths then do not show the mistake. */
  duplicatesInOwnPaths: 0.5,
  /** The probability that a worker that stopped early goes on when czar asks it. */
  goesOnWhenAsked: 0.75,
  /** The probability that a trouble comes back in a fresh agent. */
  troubleComesBack: 0.15,
  /** The probability that a worker goes on without an answer to its question when czar asks how the task is going. */
  goesOnWithoutAnswer: 0.3,
  /** The probability that a step leaves a fault that the accept commands can find. */
  faultInStep: 0.12,
  /** The probability that the worker finds such a fault before the accept commands do. */
  findsOwnFault: 0.85,
  /** The probability that the worker repairs a fault that a rejection names. */
  mendsFault: 0.85,
  /** The probability that an agent stops after a step although the task is not done. */
  stopsAfterStep: 0.01,
  /** The probability that an accept command rejects right work for no reason. */
  flakyRejection: 0.005,
  /**
   * The share of mistakes in a claim that the accept commands miss. A mistake is a fault, a missing fifth of the work, or other work in
   * place of the task's.
   */
  gatesBlind: 0.3,
  /** The probability that an agent forgets its task when its context is compacted. */
  lostByCompaction: 0.15,
  /** The probability that a worker in a loop leaves the loop by itself within half an hour. */
  leavesLoop: 0.3,
  /** The probability that a worker that keeps meeting the same error reports the error each time. */
  reportsError: 0.4,
  /** The probability that the program says when a limit of its account ends. */
  tellsReset: 0.7,
  /**
   * The probability that a silence of one to three minutes begins within ten seconds of work. In a share `silenceIsChildren` of the
   * silences, programs work that the agent started.
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
  /** The probability that a worker asks a question in the middle of its work. */
  asksQuestion: 0.06,
  /** The probability that a worker needs a permission in the middle of its work. */
  meetsPermission: 0.06,
  /** The probability that such a question or request appears only on the worker's screen. */
  onScreenOnly: 0.33,
  /** The probability that czar recognises a dialog on a screen that does not change. Otherwise the screen only looks silent. */
  screenIsRead: 0.7,
  /** The probability that a worker decides its question by itself when czar tells it to. Otherwise the worker asks again. */
  settlesQuestion: 0.7,
  /** The probability that a worker's own decision about its question is wrong. */
  settlesWrongly: 0.1,
  /** The probability that a worker without the permission finds another way. Otherwise it asks again. */
  findsOtherWay: 0.7,
  /** The probability that a fresh agent meets the same obstacle again. */
  hurdleComesBack: 0.5,
  /** The median number of seconds until czar sees a commit. One commit in 20 takes more than six times as long. */
  gitLateSeconds: 15,
  /**
   * The cost of a question to an agent at work: minutes, a share of its context, and a probability that the agent forgets what it was
   * doing.
   */
  minutesOfAnswer: 3,
  contextOfAnswer: 0.02,
  questionDerails: 0.05,
  /** How many minutes a fresh agent reads before it goes on. */
  minutesOfReading: 8,
  /** The probability that a fresh agent repeats finished work. */
  restartLosesWork: 0.3,
  /** The probability that a fresh agent misreads what the previous agent had understood. */
  freshMisreads: 0.08,
  minutesOfStep: 6,
  minutesOfAcknowledgement: 0.8,
  secondsBetweenOutput: 60,
  minutesOfGate: 1.5,
} as const
