import { z } from 'zod'
import { workerBudgetSchema } from './budget-schema.ts'
import { glob, modelName, shellCommand } from './values.ts'

/** The largest number of stages of a task. */
const MOST_STAGES = 12

const stageId = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,15}$/, 'must be lower-case letters, digits and _, begin with a letter, at most 16')
  .refine(id => id !== 'land', 'is not a stage: the merge train lands the proven work of the last stage (policy.merge)')

/** `<task>` stands for the id of the worker. Characters of patterns are refused, because the path names one file. */
const artefactPath = z
  .string()
  .min(1)
  .max(200)
  .refine(path => !/[*?[\]{}!\\\n\0]/.test(path), 'must name one file, without * ? [ ] { } ! and \\')
  .refine(path => !path.startsWith('/') && !path.startsWith('~'), 'must be relative to the root of the repository')
  .refine(path => !path.split('/').some(part => part === '..' || part === '.' || part === ''), 'must not have empty parts, . or ..')
  .refine(path => !/[<>]/.test(path.replaceAll('<task>', '')), 'may have <task>, and no other < or >')

/** The largest number of tasks that a stage may deliver. Each task gets a worker. */
const MOST_TASKS = 50

const artefactSchema = z.strictObject({
  file: artefactPath.describe('The file that the stage must commit; <task> is the id of the worker.'),
  headings: z.array(z.string().min(1).max(100)).max(30).optional().describe('Headings that a Markdown file must have.'),
  schema: z.string().min(1).optional().describe('JSON Schema that the file must fit: a path relative to the project file.'),
})

/** One stage of a task. */
export const stageSchema = z.strictObject({
  id: stageId.describe('Name of the stage; its worker is <worker>-<stage>.'),
  role: z.string().min(1).optional().describe("Name of a text in prompts/roles that goes into the brief; default: the worker's role."),
  task: z.string().regex(/\S/, 'must not be empty').optional().describe('What to do in this stage, besides the text of the role.'),
  needs: z.array(z.string()).max(MOST_STAGES).default([]).describe('Earlier stages whose files the brief quotes.'),
  owes: z
    .union([artefactPath, artefactSchema])
    .default('branch')
    .describe('What the stage delivers: branch (commits that pass accept), findings, tasks, or a file that it commits.'),
  most_tasks: z
    .int()
    .min(1)
    .max(MOST_TASKS)
    .optional()
    .describe('With owes: tasks, how many tasks the list may have; each gets a worker; default: 8.'),
  owns: z
    .array(glob)
    .optional()
    .describe(
      "Paths that the stage may change, with <task> for the id of the worker; default: the file that it owes, or else the worker's owns.",
    ),
  accept: z.array(shellCommand).default([]).describe("Shell commands that prove this stage, besides the worker's."),
  agent: z.string().min(1).optional().describe("Agent profile of the stage; default: the worker's."),
  model: modelName.optional().describe("The model of the stage's agent; default: the worker's, if the agent is the same."),
  budget: workerBudgetSchema.optional().describe("What the stage may use; default: the worker's budget."),
  back_to: z
    .strictObject({
      stage: z.string().describe('The earlier stage that gets its work back.'),
      times: z.int().min(1).max(5).default(2).describe('How many times; after that a person decides.'),
    })
    .optional()
    .describe('Where the work goes when this stage shows that it is wrong.'),
})

/** The stages of a task: the name of a workflow, or the list itself. */
export const stagesSchema = z.union([z.string().min(1), z.array(stageSchema).max(MOST_STAGES)])

/** A file with a workflow. */
export const workflowSchema = z.strictObject({
  stages: z.array(stageSchema).min(1).max(MOST_STAGES).describe('The stages, in order.'),
})

export type StageInput = z.output<typeof stageSchema>
export type StagesInput = z.output<typeof stagesSchema>
