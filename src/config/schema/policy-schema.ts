import { z } from 'zod'
import { STEERING_VERBS } from '../../core/events/command.ts'
import { bytes, percent } from './amounts.ts'
import { fleetBudgetSchema } from './budget-schema.ts'
import { durationRange, positiveDuration } from './duration.ts'
import { timeOfDay, zoneName } from './time-of-day.ts'
import { branchName, glob, shellCommand } from './values.ts'

const restart = z.strictObject({
  max: z
    .int()
    .min(0)
    .max(100)
    .default(3)
    .describe('Maximum number of restarts of one worker within the time below; after them it needs a person.'),
  within: positiveDuration.prefault('30m').describe('The time in which restarts are counted.'),
  backoff: durationRange
    .prefault('10s..5m')
    .describe('Wait before a restart, from the first to the longest; each is twice the one before.'),
})

const verify = z.strictObject({
  timeout: positiveDuration.prefault('10m').describe('Longest run of one accept command.'),
  attempts: z
    .int()
    .min(1)
    .max(100)
    .default(3)
    .describe('Maximum number of rejected claims of one worker; after them another worker may try the task once, or the task has failed.'),
  weakened: z
    .enum(['reject', 'flag'])
    .default('reject')
    .describe('What happens to a claim that skips or drops tests, or changes what its accept commands run.'),
  content: z
    .enum(['reject', 'flag'])
    .default('reject')
    .describe(
      'What happens to a claim that adds secrets, folders that tools fill or large binaries, or empties files that the task does not name.',
    ),
})

const permissions = z.strictObject({
  allow: z.array(z.string().min(1)).default([]).describe('Tool patterns that an agent may use without asking.'),
  otherwise: z.enum(['ask', 'deny', 'allow']).default('ask').describe('What happens to every other request; ask means a person is called.'),
})

const quietHours = z.strictObject({
  from: timeOfDay.describe('Time of day when alerts stop: "22:00".'),
  to: timeOfDay.describe('Time of day when alerts start again, with the matters that are open then.'),
  zone: zoneName.optional().describe("Time zone of both, such as Europe/Berlin; default: this machine's, at the launch."),
})

const merge = z.strictObject({
  mode: z
    .enum(['omnibus', 'branches'])
    .default('omnibus')
    .describe(
      'omnibus: proven work is merged, tested as one tree and put on the branch omnibus/<project>; branches: it stays on its branches.',
    ),
  test: z
    .array(shellCommand)
    .default([])
    .describe('Commands that test the merged tree; default: the accept commands of all tasks in it, each distinct one once.'),
  additions: z
    .enum(['test', 'return'])
    .default('test')
    .describe(
      'What happens to a conflict in which both sides add lines or change other words: test keeps both and lets the tests decide; return sends the task back to its worker.',
    ),
  land: z
    .enum(['never', 'when_finished'])
    .default('never')
    .describe('when_finished: at the end of a run the tested tree is put on base, as `czar land` does.'),
  content_loss: percent
    .prefault('10%')
    .describe('Share of the lines of others that a worker may drop when it merges them into its work; with more, its work is set aside.'),
})

const pullRequests = z.strictObject({
  per: z
    .enum(['task', 'sprint'])
    .default('task')
    .describe('task: each proven task gets a request; sprint: the tested work of all tasks gets one, which needs `merge.mode: omnibus`.'),
  draft_until: z
    .enum(['proven', 'reviewed'])
    .default('proven')
    .describe('proven: a request is ready for review when its work is proven; reviewed: it is a draft until a person approves its commit.'),
  base: branchName.optional().describe('Branch that requests are to be merged into; default: the base of the project.'),
  labels: z.array(z.string().min(1).max(50)).max(20).default([]).describe('Labels of each request.'),
  reviewers: z
    .array(z.string().regex(/^[\w.-]+(?:\/[\w.-]+)?$/, 'must be a login, or a team as organization/team'))
    .max(15)
    .default([])
    .describe('Who is asked for a review: logins, and teams as organization/team.'),
  max_open: z.int().min(1).max(200).default(5).describe('Maximum number of open requests of this project; more proven work waits.'),
  auto_merge: z
    .enum(['never', 'green'])
    .default('never')
    .describe('green: a request that is ready for review is merged when its checks are green; never: people merge.'),
  close_on_abandon: z
    .boolean()
    .default(false)
    .describe('Whether the request of a task that failed, was dropped or was done on another branch is closed, with a comment.'),
})

const review = z.strictObject({
  by: z.string().min(1).describe('Who reviews: an agent profile, or a role; then a fresh agent is started like a worker that has it.'),
  when: z
    .enum(['proven', 'never'])
    .default('proven')
    .describe('When work is reviewed: proven, as soon as its accept commands passed; never switches reviews off.'),
  verdict: z
    .enum(['advise', 'gate'])
    .default('advise')
    .describe(
      'advise: findings are shown to people; gate: the train waits for the review, and work goes back to its author for a finding whose command fails when czar runs it, at most twice.',
    ),
  tell_author: z
    .boolean()
    .default(false)
    .describe('Whether an author that gets its work back is told of the other findings too; with `verdict: gate`.'),
  within: positiveDuration.prefault('30m').describe('Longest time of a review; a review that takes longer does not count.'),
})

/** Rules of supervision. */
export const policySchema = z.strictObject({
  ack_within: positiveDuration.prefault('3m').describe('A worker must restate its task within this time.'),
  idle_after: positiveDuration
    .prefault('30s')
    .describe(
      'A worker is asked when its turn ended this long ago and it has claimed nothing. The time is three times as long for an agent whose turns only its screen shows, and `stuck_after` for one that shows no turns.',
    ),
  stuck_after: positiveDuration
    .prefault('20m')
    .describe('A worker is stuck when it works, but shows nothing new in git, on screen or in reports for this time.'),
  lease: positiveDuration
    .prefault('30m')
    .describe('A bonus task goes back to the queue when its worker shows no sign of work for this time.'),
  nudges: z.int().min(0).max(100).default(2).describe('Questions to a silent worker before it is restarted.'),
  context: z
    .strictObject({
      handoff_at: percent
        .refine(share => share > 0, 'must be more than 0')
        .prefault('60%')
        .describe('When its context is this full, an agent hands off and a fresh one continues; 100%: never.'),
    })
    .prefault({})
    .describe("What happens when an agent's context fills up."),
  restart: restart.prefault({}).describe('When an agent that crashed or hangs is started again.'),
  forecast: z
    .enum(['tell', 'pause', 'off'])
    .default('tell')
    .describe(
      'Conflicts between work in progress: tell reports them to the worker that started later; pause also has it wait until the other work is proven; off does not look for them.',
    ),
  merge: merge.prefault({}).describe('What happens to proven work.'),
  pull_requests: pullRequests
    .optional()
    .describe('Each proven task is pushed and gets a pull request on GitHub; default: none. Needs `remote`.'),
  review: review.optional().describe('Who reviews proven work; default: no review.'),
  duplicates: z
    .enum(['off', 'tell', 'settle'])
    .default('settle')
    .describe(
      "What happens when two workers do the same work: settle holds the later one between its turns, runs its accept commands on the earlier one's commit, and calls its task proven if they pass there; tell tells both; off does not look.",
    ),
  verify: verify.prefault({}).describe('How a claim is checked.'),
  protect: z
    .array(glob)
    .default(['.github/**', '.gitlab-ci.yml', '.circleci/**'])
    .describe("Paths that no worker may change, besides other workers' territory."),
  budget: fleetBudgetSchema.prefault({}).describe('What all workers together may use.'),
  disk_reserve: bytes
    .prefault('500MB')
    .describe('Free space that the disks of worktrees and state must have; with less, no new agent is started. 0: no limit.'),
  quiet_hours: quietHours.optional().describe('When no alert is sent; default: no quiet hours.'),
  workers_may: z
    .array(z.enum(STEERING_VERBS))
    .default([])
    .describe(
      'Commands to the czar that an agent, or a process that it starts, may give: [verify, queue add]. All others are refused unless a person gives them.',
    ),
  spawn: z
    .strictObject({
      depth: z.int().min(1).max(5).default(2).describe('Levels of workers below a worker of this file.'),
      children: z.int().min(1).max(50).default(4).describe('Workers that one worker may add in all.'),
      when_parent_ends: z
        .enum(['stop', 'hand_over'])
        .default('stop')
        .describe('A worker whose parent is over: stop ends its agent and keeps its work; hand_over lets it go on by itself.'),
    })
    .optional()
    .describe('Lets workers add workers for parts of their own tasks (czar spawn); default: they may not.'),
  permissions: permissions.prefault({}).describe('What agents that ask for permission may do.'),
  questions: z
    .enum(['ask', 'decide'])
    .default('ask')
    .describe(
      "What happens to a worker's question: ask calls a person; decide lets the worker decide, and calls a person if it keeps asking.",
    ),
})

export type PolicyInput = z.output<typeof policySchema>
