import { z } from 'zod'

/** The largest file with findings that a reviewer may hand in with `czar report review --file`. Czar refuses larger files. */
export const FINDINGS_MAX_BYTES = 64 * 1024
export const MOST_FINDINGS = 20

export const SEVERITIES = ['critical', 'major', 'minor', 'note'] as const

/** Characters that could make a terminal or a log do something, and characters that reorder text. Line breaks and tabs are allowed. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/

const text = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine(value => value.trim() !== '', 'must not be blank')
    .refine(value => !CONTROL.test(value), 'must have no control characters')

const path = () =>
  text(400)
    .refine(value => !/[\n\t]/.test(value), 'must be one line')
    .refine(value => !/^(?:[/~\\]|[A-Za-z]:)/.test(value), 'must be relative to the repository root')
    .refine(value => !value.split(/[/\\]/).includes('..'), 'must stay inside the repository')

export const findingSchema = z.lazy(() =>
  z.strictObject({
    path: path().describe('File, relative to the repository root.'),
    line: z
      .int()
      .min(1)
      .max(10_000_000)
      .nullable()
      .default(null)
      .describe('Line in that file at the reviewed commit, from 1; null: the whole file.'),
    severity: z
      .enum(SEVERITIES)
      .describe('critical: data loss or a security hole; major: the task is not met; minor: works, but badly; note.'),
    claim: text(2000).describe('What happens and what should happen.'),
    evidence: z
      .union([
        z.strictObject({
          command: text(2000).describe('A shell command for the repository root that fails because of the fault, and succeeds without it.'),
        }),
        z.strictObject({ lines: text(4000).describe('The lines that show the fault.') }),
      ])
      .describe('What shows it: a command, which czar runs itself, or the lines.'),
  }),
)
export type Finding = z.infer<typeof findingSchema>

/** The schema of a file with a reviewer's findings. An empty list means that the reviewer looked and found nothing. */
export const findingsFileSchema = z.lazy(() =>
  z.strictObject({
    findings: z.array(findingSchema).max(MOST_FINDINGS).describe('The worst first; empty: nothing was found.'),
  }),
)
