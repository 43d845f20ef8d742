import { z } from 'zod'
import { attemptsSchema } from './attempts-schema.ts'
import { workerBudgetSchema } from './budget-schema.ts'
import { stagesSchema } from './stage-schema.ts'
import { accountName, branchName, environment, glob, modelName, shellCommand, workerId } from './values.ts'

const TASK =
  'The whole task: text (| keeps the lines), or a file that is read whole. One line without spaces that ends in .md or .txt or contains a / names a file.'
const OWNS =
  'Territory: path patterns relative to the repository (*, **, ?, [a-z], {a,b}). Changes outside it are sent back. Empty: no boundary.'
const ACCEPT = 'Shell commands that prove the work; run in a fresh worktree at the claimed commit, all must exit 0.'

const gitIdentity = z.strictObject({
  name: z
    .string()
    .regex(/^[^<>\n\0]+$/, 'must be a name without < > and line breaks')
    .optional()
    .describe('Author and committer name.'),
  email: z
    .string()
    .regex(/^[^<>\s\0]+$/, 'must be an address without spaces and < >')
    .optional()
    .describe('Author and committer address.'),
  ssh_key: z
    .string()
    .min(1)
    .optional()
    .describe('Private key, the only one that ssh offers for this worker, without any ssh config file; ~ is your home directory.'),
})

/** One worker of the fleet. */
export const workerSchema = z.strictObject({
  id: workerId.describe('Name of the worker: lower-case letters, digits, _ and -. The session is <project>-worker-<id>.'),
  agent: z.string().min(1).optional().describe("Agent profile, or auto: czar chooses among auto_agents; default: the project's agent."),
  model: modelName.optional().describe("The model that its agent is started with; default: its agent profile's."),
  account: accountName.optional().describe("The account whose rate limits it shares; default: its agent profile's account."),
  budget: workerBudgetSchema.prefault({}).describe('What it may use; default: no limit.'),
  branch: branchName.optional().describe('Feature branch of this worker; default: feat/<id>.'),
  role: z.string().min(1).optional().describe('Name of a text in prompts/roles that goes into the brief.'),
  depends_on: z.array(z.string()).default([]).describe('Workers whose work must be verified before this worker is unblocked.'),
  wait_for_dependencies: z
    .boolean()
    .optional()
    .describe(
      "true: start when the dependencies are verified. false: start at once, and get a message when they are verified. Default: the project's.",
    ),
  attempts: attemptsSchema.optional().describe('How many workers try this task, 2 to 8; only one of them wins. Default: one worker.'),
  task: z.string().describe(TASK),
  owns: z.array(glob).default([]).describe(OWNS),
  accept: z.array(shellCommand).default([]).describe(ACCEPT),
  stages: stagesSchema.optional().describe("Its task is done in these stages; [] for none; default: the project's stages."),
  setup: z.array(shellCommand).default([]).describe('Shell commands run once in the new worktree before the agent starts.'),
  env: environment.default({}).describe("Added to the agent's environment."),
  git: gitIdentity.optional().describe('Identity and key of this worker, where several accounts share a machine.'),
})

/** A bonus task, which any free worker may get. */
export const bonusSchema = z.strictObject({
  id: workerId.describe('Name of the task; workers and bonus tasks share one set of names.'),
  after: z.array(z.string()).default([]).describe('Workers and bonus tasks that must be verified first.'),
  prefers: z
    .strictObject({
      workers: z.array(z.string()).default([]).describe('Workers that get it before others.'),
      roles: z.array(z.string()).default([]).describe('Roles that get it before others.'),
    })
    .prefault({})
    .describe('Which workers get it first if several are free.'),
  priority: z.int().min(-1000).max(1000).default(0).describe('Higher first.'),
  task: z.string().describe(TASK),
  owns: z.array(glob).default([]).describe(OWNS),
  accept: z.array(shellCommand).default([]).describe(ACCEPT),
})

export type WorkerInput = z.output<typeof workerSchema>
export type BonusInput = z.output<typeof bonusSchema>
