import { dirname, join, resolve } from 'node:path'
import type { z } from 'zod'
import type { ParseContext } from '../context.ts'
import { type Path, type Problem, quote, sayProblem } from '../problem.ts'
import { READ_ONCE } from '../schema/read-once.ts'
import { type StageInput, type StagesInput, workflowSchema } from '../schema/stage-schema.ts'
import { decodeUtf8 } from '../text/decode-utf8.ts'
import { didYouMean } from '../text/did-you-mean.ts'
import { expandHome } from '../text/expand-home.ts'
import { explainIssue } from '../text/explain-issue.ts'
import { readDocument } from '../yaml/read-document.ts'

/** The stages that a key `stages` names, as far as they can be read. */
export interface ReadStages {
  readonly stages: readonly StageInput[]
  /** The directory from which the paths of schemas start. */
  readonly directory: string
  /** Makes a problem of a mistake in one of the stages. `path` starts at the list of stages. */
  readonly problemAt: (path: Path, message: string) => Problem
}

/** Reads the stages: the list itself, a workflow of the folder config/workflows, or a file of the user's own. */
export function readStages(value: StagesInput, path: Path, context: ParseContext): ReadStages | { readonly problems: readonly Problem[] } {
  if (typeof value !== 'string')
    return { stages: value, directory: dirname(context.file), problemAt: (inner, message) => ({ path: [...path, ...inner], message }) }
  const file = fileOf(value, context)
  if (file === null) {
    const known = context.workflows.names
    const near = didYouMean(value, known) || `; there are: ${known.join(', ')}; a file of your own ends in .yaml`
    return { problems: [{ path, message: `there is no workflow ${quote(value)}${near}` }] }
  }
  return readWorkflow(file, { path, shownAs: value, context })
}

/** The file of a workflow. A text with a / or the ending .yaml or .yml names a file of the user's own. */
function fileOf(value: string, context: ParseContext): string | null {
  if (/\//.test(value) || /\.ya?ml$/i.test(value)) return resolve(dirname(context.file), expandHome(value, context.homeDir))
  return context.workflows.names.includes(value) ? join(context.workflows.directory, `${value}.yaml`) : null
}

interface Origin {
  readonly path: Path
  readonly shownAs: string
  readonly context: ParseContext
}

function readWorkflow(file: string, { path, shownAs, context }: Origin): ReadStages | { readonly problems: readonly Problem[] } {
  const failed = (message: string) => ({ problems: [{ path, message }] })
  const read = context.disk.readTask(file)
  if ('problem' in read) return failed(`workflow file ${quote(shownAs)} ${read.problem} (${file})`)
  const decoded = decodeUtf8(read.bytes)
  if ('offset' in decoded) return failed(`workflow file ${quote(shownAs)} is not UTF-8: byte ${decoded.offset}, line ${decoded.line}`)
  const source = readDocument(decoded.text)
  const at = (line: number, column: number, message: string): Problem => ({ path, message: `${shownAs}:${line}:${column}: ${message}` })
  if ('problems' in source) return { problems: source.problems.map(({ line, column, message }) => at(line, column, message)) }
  const locate = (problem: Problem): Problem => {
    const { line, column } = source.locate(problem)
    return at(line, column, sayProblem(problem))
  }
  const parsed = workflowSchema.safeParse(source.value, READ_ONCE)
  if (!parsed.success) return { problems: explain(parsed.error.issues, source.value).map(locate) }
  return {
    stages: parsed.data.stages,
    directory: dirname(file),
    problemAt: (inner, message) => locate({ path: ['stages', ...inner], message }),
  }
}

/** The keys of a workflow are the same as those of a project file under `stages`. */
function explain(issues: readonly z.core.$ZodIssue[], raw: unknown): readonly Problem[] {
  return issues.flatMap(issue => explainIssue(issue, raw, []))
}
