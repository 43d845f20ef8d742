import { z } from 'zod'
import { STEERING_VERBS } from '../../core/events/command.ts'
import { bytes, percent } from './amounts.ts'
import { fleetBudgetSchema } from './budget-schema.ts'
import { durationRange, someTime } from './duration.ts'
import { timeOfDay, zoneName } from './time-of-day.ts'
import { glob } from './words.ts'

const restart = z.strictObject({
  max: z.int().min(0).max(100).default(3).describe('Restarts of one worker within the time below; then attention.'),
  within: someTime.prefault('30m').describe('The time in which restarts are counted.'),
  backoff: durationRange.prefault('10s..5m').describe('Wait before a restart: the first, and the longest (each doubles the one before).'),
})

const verify = z.strictObject({
  timeout: someTime.prefault('10m').describe('Longest run of one accept command.'),
  attempts: z
    .int()
    .min(1)
    .max(100)
    .default(3)
    .describe('Rejected claims of one worker; then another may try the task once, or it has failed.'),
  weakened: z
    .enum(['reject', 'flag'])
    .default('reject')
    .describe('What happens to a claim that skips or drops tests, or changes what its accept commands run.'),
  content: z
    .enum(['reject', 'flag'])
    .default('reject')
    .describe(
      'What happens to a claim that brings secrets, folders that tools fill, large binaries, or empties files that the task does not name.',
    ),
})

const permissions = z.strictObject({
  allow: z.array(z.string().min(1)).default([]).describe('Tool patterns that an agent may use without asking.'),
  otherwise: z.enum(['ask', 'deny', 'allow']).default('ask').describe('What happens to every other request; ask means a person is called.'),
})

const quietHours = z.strictObject({
  from: timeOfDay.describe('Time of the day from which nobody is told of anything: "22:00".'),
  to: timeOfDay.describe('Time of the day from which people are told again, of what is open then.'),
  zone: zoneName.optional().describe("Time zone of both, such as Europe/Berlin; default: this machine's, at the launch."),
})

/** Rules of supervision. */
export const policySchema = z.strictObject({
  ack_within: someTime.prefault('3m').describe('A worker must restate its task within this.'),
  idle_after: someTime
    .prefault('30s')
    .describe(
      'Its turn ended and nothing is claimed for so long: it is asked. An agent whose turns only its screen shows has three times as long, one that shows none `stuck_after`.',
    ),
  stuck_after: someTime.prefault('20m').describe('Working, but nothing new in git, on screen or in reports for so long.'),
  lease: someTime.prefault('30m').describe('A bonus task whose worker gives no sign of life for so long goes back to the queue.'),
  nudges: z.int().min(0).max(100).default(2).describe('Questions to a silent worker before it is restarted.'),
  context: z
    .strictObject({
      handoff_at: percent
        .refine(share => share > 0, 'must be more than nothing')
        .prefault('60%')
        .describe('So full an agent hands off, and a fresh one goes on; 100%: never.'),
    })
    .prefault({})
    .describe("What happens when an agent's context fills up."),
  restart: restart.prefault({}).describe('When an agent that crashed or hangs is started again.'),
  verify: verify.prefault({}).describe('How a claim is checked.'),
  protect: z
    .array(glob)
    .default(['.github/**', '.gitlab-ci.yml', '.circleci/**'])
    .describe("Paths that no worker may change, besides other workers' territory."),
  budget: fleetBudgetSchema.prefault({}).describe('What all workers together may use.'),
  disk_reserve: bytes
    .prefault('500MB')
    .describe('So much must be free on the disks of worktrees and state: with less no new agent is started. 0: as long as it goes.'),
  quiet_hours: quietHours.optional().describe('When no alert is sent; without it there are none.'),
  workers_may: z
    .array(z.enum(STEERING_VERBS))
    .default([])
    .describe(
      'Commands to the czar that an agent, or what it starts, may give: [verify, queue add]. All others are refused unless a person gives them.',
    ),
  permissions: permissions.prefault({}).describe('What agents that ask for permission may do.'),
  questions: z
    .enum(['ask', 'decide'])
    .default('ask')
    .describe(
      "What happens to a worker's question: ask calls a person; decide has the worker settle it, and calls a person when it asks again and again.",
    ),
})

export type PolicyInput = z.output<typeof policySchema>
