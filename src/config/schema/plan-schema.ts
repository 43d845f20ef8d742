import { z } from 'zod'
import { plainText } from '../../core/text/plain-text.ts'
import { glob, shellCommand, workerId } from './values.ts'

const plannedTask = z.strictObject({
  id: workerId.describe('Short name of the task: lower-case letters, digits, _ and -, beginning with a letter.'),
  title: z.string().min(1).max(120).describe('One line.'),
  text: z.string().min(1).max(100_000).describe('The whole task for a worker who knows only the repository: Markdown.'),
  depends_on: z.array(workerId).default([]).describe('Ids of the tasks that must be proven before this one starts.'),
  owns: z
    .array(glob)
    .default([])
    .describe('Path patterns (*, **, ?, {a,b}) of the files that it may change, relative to the repository. src/api/** is a folder.'),
  accept: z.array(shellCommand).default([]).describe('Shell commands that succeed only if the work is done.'),
  role: z.string().optional().describe('Role of the worker, if one fits.'),
  bonus: z.boolean().default(false).describe('true: it changes files of an earlier task, for which it waits.'),
})

const unsure = z.array(z.string().max(1_000)).max(100).default([]).describe('What a person should decide or check, one sentence each.')

/** The answer of an agent program that plans. */
export const planAnswerSchema = z.strictObject({
  tasks: z.array(plannedTask).min(1).max(200),
  setup: z
    .array(shellCommand)
    .default([])
    .describe('Shell commands that prepare a fresh checkout for the work and for accept, such as installing the packages of the project.'),
  unsure,
})

/** The list that a stage with `owes: tasks` delivers. It has the form of a planner's answer, and may also divide a budget. */
export const taskListSchema = z.strictObject({
  tasks: z
    .array(
      plannedTask.extend({
        usd: z.number().positive().max(1_000_000).optional().describe('Part of the budget that the task gets, in US dollars.'),
      }),
    )
    .min(1)
    .max(200),
  unsure,
})

export type PlanAnswer = z.output<typeof planAnswerSchema>

/** The mistakes in an answer, each with its place: `tasks[2].owns[0]: …`. */
export function planProblems({ issues }: z.ZodError): readonly string[] {
  return issues.map(({ path, message }) => `${placeOf(path)}: ${plainText(message, 400)}`)
}

function placeOf(path: readonly PropertyKey[]): string {
  const place = path.map(step => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('')
  return place.replace(/^\./, '') || 'the answer'
}

export type TaskList = z.output<typeof taskListSchema>

/** The JSON Schema of the answer, for the prompt. */
export function planJsonSchema(schema: z.ZodType = planAnswerSchema): string {
  return JSON.stringify(z.toJSONSchema(schema, { io: 'input', target: 'draft-7', unrepresentable: 'any' }))
}
