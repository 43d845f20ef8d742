import { z } from 'zod'
import { glob, shellCommand, workerId } from './words.ts'

/** The answer of an agent program that plans. */
export const planAnswerSchema = z.strictObject({
  tasks: z
    .array(
      z.strictObject({
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
      }),
    )
    .min(1)
    .max(200),
  setup: z
    .array(shellCommand)
    .default([])
    .describe('Shell commands that prepare a fresh checkout for the work and for accept, such as installing the packages of the project.'),
  unsure: z.array(z.string().max(1_000)).max(100).default([]).describe('What a person should decide or check, one sentence each.'),
})

export type PlanAnswer = z.output<typeof planAnswerSchema>

/** The JSON Schema of the answer, for the prompt. */
export function planJsonSchema(): string {
  return JSON.stringify(z.toJSONSchema(planAnswerSchema, { io: 'input', target: 'draft-7', unrepresentable: 'any' }))
}
