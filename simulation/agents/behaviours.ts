/**
 * The assumptions about the agents of a simulated sprint. None of them is a measurement. Each number in CONDUCT is a
 * switch of `npm run bench -- simulate`, so that a reader can try other values.
 */

/**
 * How a task is misread. outside: the agent changes paths outside its territory. peer: it does a peer's task again, in
 * the peer's paths or in its own. wrong_thing: it builds something else inside its own paths. unseen: the same, but
 * neither its words nor the gates show it.
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
  /** How long a step takes, compared with other workers. */
  readonly pace: number
  /** The probability that the agent acknowledges its task, and that it reports after a step. */
  readonly acknowledges: number
  readonly reports: number
  readonly misreads: Misreading | null
  readonly trouble: Trouble
  /** The median number of seconds until the agent's program is ready. */
  readonly bootSeconds: number
  /** Whether the agent's program reports when a turn begins and ends. If not, the czar has only its output. */
  readonly tellsTurns: boolean
  /** Hurdles that the agent meets once during its work, besides its trouble. */
  readonly meets: readonly Hurdle[]
}

/** A question or a request for a permission. The czar learns of the question by a report or a hook, or only the screen shows it. */
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

/** How often each kind of misreading occurs, of a hundred misread tasks. */
export const MISREADINGS: readonly (readonly [Misreading | null, number])[] = [
  ['outside', 30],
  ['wrong_thing', 42],
  ['peer', 20],
  ['branch', 8],
]

/** How often each trouble occurs among troubled workers. */
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

/** How an agent follows texts, and how its work goes: probabilities, and times in minutes. */
export const CONDUCT = {
  /**
   * The probability that an agent notices its misreading: when a text names the fault, when a text only asks, and at a
   * rejection.
   */
  correctedByEvidence: 0.75,
  correctedByAsking: 0.25,
  correctedByRejection: 0.6,
  correctedByPerson: 0.95,
  /** An agent that understands the task removes another agent's work that does not belong to the task. */
  clearsUpWhenTold: 0.9,
  clearsUpByItself: 0.5,
  /** A fresh agent misreads the same task again, because the text is partly to blame. */
  misreadsAgain: 0.4,
  /** The misreading shows in the plan of the acknowledgement, if the plan can show it. */
  planShowsMisreading: 0.5,
  /**
   * A worker that misread its task restates, in its own words, what it really builds. The others restate the task as it
   * is.
   */
  speaksOfOther: 0.5,
  /** The share of those restatements that are close to the task. The others are about something else. */
  speaksOfNear: 0.5,
  /** A worker that repeats a peer's task does so in its own paths, so the paths do not show it. */
  duplicatesInOwnPaths: 0.5,
  /** A worker that stopped early goes on when asked. A trouble comes back in a fresh agent. */
  goesOnWhenAsked: 0.75,
  troubleComesBack: 0.15,
  /** A worker that asked a question goes on without an answer when it is asked how the task stands. */
  goesOnWithoutAnswer: 0.3,
  /**
   * A step leaves a fault that the accept commands can find. The worker may find it first. It fixes the fault when a
   * rejection names it.
   */
  faultInStep: 0.12,
  findsOwnFault: 0.85,
  mendsFault: 0.85,
  /** A turn ends after this step although the task is not done. */
  stopsAfterStep: 0.01,
  /** An accept command rejects right work for no reason; the same again at the next check. */
  flakyRejection: 0.005,
  /**
   * The accept commands miss this share of what is wrong in a claim: a fault, a missing fifth, or another thing in its
   * place.
   */
  gatesBlind: 0.3,
  /** An agent forgets its task when its context is compacted. */
  lostByCompaction: 0.15,
  /** A worker in a loop leaves it by itself within half an hour. */
  leavesLoop: 0.3,
  /** A worker that keeps meeting the same error says so each time. The program says when a limit ends. */
  reportsError: 0.4,
  tellsReset: 0.7,
  /**
   * A silence of one to three minutes begins within ten seconds of work. `silenceIsChildren`: in the meantime, programs
   * that the agent started work.
   */
  silence: 0.01,
  silenceIsChildren: 0.6,
  /** A step begins with silent thinking: no output, no children. `thinksLong` of these silences last `longThinkMinutes`. */
  thinks: 0.08,
  thinkMinutes: 8,
  thinksLong: 0.5,
  longThinkMinutes: 15,
  /** Workers whose program does not report its turns, so the czar has only its output. */
  tellsNoTurns: 0.15,
  /**
   * A worker asks a question, or needs a permission, in the middle of its work. A share of these appear only on its
   * screen.
   */
  asksQuestion: 0.06,
  meetsPermission: 0.06,
  onScreenOnly: 0.33,
  /** The czar recognizes a dialog on a resting screen. Otherwise the screen only looks silent. */
  screenIsRead: 0.7,
  /** A worker that is told to settle its question by itself does so. Otherwise it asks again. */
  settlesQuestion: 0.7,
  /** The worker's own choice is wrong. */
  settlesWrongly: 0.1,
  /** A worker that is refused a permission finds another way. Otherwise it asks again. */
  findsOtherWay: 0.7,
  /** A fresh agent meets the same hurdle again. */
  hurdleComesBack: 0.5,
  /** The median number of seconds until the czar sees a commit. One commit in 20 takes more than six times as long. */
  gitLateSeconds: 15,
  /** What a question costs an agent at work: minutes, a share of its context, and sometimes the thread of its work. */
  minutesOfAnswer: 3,
  contextOfAnswer: 0.02,
  questionDerails: 0.05,
  /**
   * A fresh agent reads before it goes on. Sometimes it repeats finished work, or misreads what its predecessor
   * understood.
   */
  minutesOfReading: 8,
  restartLosesWork: 0.3,
  freshMisreads: 0.08,
  minutesOfStep: 6,
  minutesOfAcknowledgement: 0.8,
  secondsBetweenOutput: 60,
  minutesOfGate: 1.5,
} as const
