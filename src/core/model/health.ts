/**
 * How a worker is doing, as czar judges it. idle: its agent's turn ended without a claim. quiet: its agent shows neither turns nor anything
 * new. stuck: its agent makes no progress in its turn. limited: its account is at a limit. crashed: its agent died. over: its budget or its
 * context is used up.
 */
export const HEALTHS = [
  'starting',
  'working',
  'waiting',
  'idle',
  'quiet',
  'stuck',
  'confused',
  'limited',
  'crashed',
  'over',
  'done',
] as const
export type Health = (typeof HEALTHS)[number]

/** The colour in which a worker's health is shown. bad: red. warn: yellow. busy: cyan. good: green. faint: dim. */
export type HealthTone = 'good' | 'busy' | 'warn' | 'bad' | 'faint'

interface HealthLook {
  readonly tone: HealthTone
  /** The place in a table. Workers with 1 come first. */
  readonly urgency: number
}

/** How each health is shown, in `czar status` and in the dashboard. */
export const HEALTH_LOOKS: Readonly<Record<Health, HealthLook>> = {
  crashed: { tone: 'bad', urgency: 1 },
  stuck: { tone: 'bad', urgency: 2 },
  confused: { tone: 'bad', urgency: 3 },
  limited: { tone: 'warn', urgency: 4 },
  over: { tone: 'warn', urgency: 5 },
  quiet: { tone: 'warn', urgency: 6 },
  idle: { tone: 'warn', urgency: 7 },
  working: { tone: 'good', urgency: 8 },
  starting: { tone: 'busy', urgency: 9 },
  waiting: { tone: 'busy', urgency: 10 },
  done: { tone: 'faint', urgency: 11 },
}

/** For each health, the possible reasons for it. The files in `core/policy/health/verdicts` decide between them. */
export const HEALTH_MATTERS = {
  starting: ['start', 'brief'],
  working: ['turn', 'rework', 'claim', 'novelty', 'children', 'retrying'],
  waiting: [
    'stopped',
    'closed',
    'fleet',
    'no-task',
    'stranded',
    'dependency',
    'seat',
    'worktree',
    'paused',
    'dialog',
    'permission',
    'question',
    'refusal',
    'held',
    'duplicate',
    'conflict',
    'proof',
  ],
  idle: ['idle'],
  quiet: ['quiet'],
  stuck: ['failed', 'silent-turn', 'same-error', 'edit-revert', 'same-report', 'to-and-fro', 'small-commits'],
  confused: [
    'wrong-branch',
    'detached-head',
    'main-checkout',
    'other-task',
    'asks-what-to-do',
    'wrong-assignment',
    'thin-restatement',
    'unrelated-restatement',
    'no-acknowledgement',
    'plan-outside',
    'unrelated-commits',
    'works-outside',
  ],
  limited: ['limit'],
  crashed: ['exit'],
  over: ['budget', 'context'],
  done: ['verified', 'lost'],
} as const

export type HealthMatter = (typeof HEALTH_MATTERS)[keyof typeof HEALTH_MATTERS][number]
