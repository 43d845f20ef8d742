import { z } from 'zod'
import { agentSchema } from './agent-schema.ts'
import { alertSchema } from './alert-schema.ts'
import { policySchema } from './policy-schema.ts'
import { stagesSchema } from './stage-schema.ts'
import { accountName, branchName, profileName, projectName } from './values.ts'
import { bonusSchema, workerSchema } from './worker-schema.ts'

/** The alerts of a project file that names none. They tell the people who are attached to the fleet. */
export const DEFAULT_ALERTS = [{ via: 'tmux' as const }, { via: 'bell' as const }]

/** The agent profile of workers whose project file names none. */
export const DEFAULT_AGENT = 'claude'

const accountSchema = z.strictObject({
  concurrency: z.int().min(1).max(1000).describe('Maximum number of agents of this account at once, of all programs together.'),
})

/** The schema of the whole project file. The JSON Schema for editors is made from it. */
export const projectSchema = z.strictObject({
  project: projectName.describe('Name of the project: lower-case letters, digits and _.'),
  repo: z
    .string()
    .min(1)
    .describe('The repository: a path relative to this file, or a URL (https, ssh, file, git@host:path) that is cloned.'),
  base: branchName.default('main').describe('Branch that the workers start from.'),
  remote: z
    .string()
    .regex(/^[A-Za-z0-9_][\w.-]*$/, 'must be the name of a git remote, such as origin')
    .optional()
    .describe('Remote that is fetched; when its branch is ahead of base, work starts from that branch and is compared with it.'),
  agent: z
    .string()
    .min(1)
    .default(DEFAULT_AGENT)
    .describe('Agent profile of workers that do not name one; auto chooses among auto_agents.'),
  auto_agents: z
    .array(z.string().min(1))
    .max(10)
    .optional()
    .describe('Agent profiles among which `agent: auto` chooses by their results on this machine, the preferred one first.'),
  concurrency: z.int().min(1).max(1000).optional().describe('Maximum number of agents at once; default: the number of workers.'),
  watchdog: z
    .boolean()
    .default(true)
    .describe('Whether a supervisor that was killed or crashed is launched again, at most three times an hour.'),
  worktrees: z
    .string()
    .min(1)
    .optional()
    .describe("Directory for this project's worktrees, outside the repository; default: <repo>.worktrees/<project>."),
  wait_for_dependencies: z.boolean().default(true).describe('Default for workers: start only when the dependencies are verified.'),
  stages: stagesSchema
    .optional()
    .describe('Stages of the task of each worker: a list, or the name of a workflow of config/workflows or of a file; default: none.'),
  workers: z.array(workerSchema).min(1).max(200).describe('The fleet: one agent, one session, one worktree and one branch each.'),
  bonus: z.array(bonusSchema).max(1000).default([]).describe('Tasks for workers whose own work is verified; the best match first.'),
  agents: z.record(profileName, agentSchema).prefault({}).describe('Your own agent programs, or changed copies of the built-in profiles.'),
  accounts: z
    .record(accountName, accountSchema)
    .prefault({})
    .describe('Limits for provider accounts; the key is the account name that a worker or a profile uses.'),
  policy: policySchema.prefault({}).describe('How the fleet is supervised.'),
  alerts: z
    .array(alertSchema)
    .max(20)
    .prefault(DEFAULT_ALERTS)
    .describe('How people are told when something needs a person, each matter once; [] for no alerts.'),
})

/**
 * Like projectSchema, but without a check of the items of lists. Each item is checked separately later, so that one mistake does not hide
 * others.
 */
export const outlineSchema = projectSchema.extend({
  workers: z.array(z.unknown()).min(1).max(200),
  bonus: z.array(z.unknown()).max(1000).default([]),
  agents: z.record(profileName, z.unknown()).default({}),
})

/**
 * Like outlineSchema, but required keys may be missing or faulty, because these mistakes are already reported. A missing repository becomes
 * ''.
 */
export const lenientOutlineSchema = outlineSchema.extend({
  project: projectName.catch('unnamed'),
  repo: z.string().catch(''),
  workers: z.array(z.unknown()).catch([]),
})

export type Outline = z.output<typeof outlineSchema>
