import type { z } from 'zod'
import type { StageConfig } from '../core/model/stages/stage.ts'
import type { Path, Problem } from './problem.ts'
import { type AgentInput, agentSchema } from './schema/agent-schema.ts'
import { lenientOutlineSchema, type Outline, outlineSchema } from './schema/project-schema.ts'
import { READ_ONCE } from './schema/read-once.ts'
import { type BonusInput, bonusSchema, type WorkerInput, workerSchema } from './schema/worker-schema.ts'
import { explainIssue } from './text/explain-issue.ts'

/** A project as far as it can be read. Faulty parts are left out and named in `problems`, and the rest is still checked. */
export interface Draft {
  readonly outline: Outline | null
  readonly workers: readonly Item<DraftWorker>[]
  readonly bonus: readonly Item<BonusInput>[]
  readonly agents: Readonly<Record<string, AgentInput | null>>
}

/** A worker of the file, or one that does a stage of a worker's task. */
export type DraftWorker = WorkerInput & { readonly stage?: DraftStage }

export interface DraftStage {
  readonly config: StageConfig
  /** The ids of all stages of the task, in order. */
  readonly stages: readonly string[]
  /** What to do in this stage: `task:` of the stage in the file. */
  readonly instructions: string | null
  /**
   * For a stage with `owes: tasks`: the stage whose work the tasks divide, and the paths that this stage may change. Null: the stage
   * delivers no tasks.
   */
  readonly divides: { readonly stage: string; readonly owns: readonly string[] } | null
}

export interface Item<Value> {
  readonly path: Path
  /** The id as it is written, even if it breaks the rules for ids. It is null if there is none. */
  readonly id: string | null
  readonly value: Value | null
}

export function readDraft(raw: unknown): { readonly draft: Draft; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const read = <Output>(schema: z.ZodType<Output>, value: unknown, path: Path, lenient = schema): Output | null => {
    const result = salvage({ schema, lenient }, value, path)
    problems.push(...result.problems)
    return result.value
  }
  const items = <Output>(schema: z.ZodType<Output>, list: unknown, key: string): Item<Output>[] =>
    (Array.isArray(list) ? list : []).map((value, index) => {
      const path = [key, index]
      return { path, id: textAt(value, 'id'), value: read(schema, value, path) }
    })
  const outline = read(outlineSchema, raw, [], lenientOutlineSchema)
  const agents = Object.entries(mapping(field(raw, 'agents'))).map(
    ([name, value]) => [name, read(agentSchema, value, ['agents', name])] as const,
  )
  const draft = {
    outline,
    workers: items<DraftWorker>(workerSchema, field(raw, 'workers'), 'workers'),
    bonus: items(bonusSchema, field(raw, 'bonus'), 'bonus'),
    agents: Object.fromEntries(agents),
  }
  return { draft, problems }
}

interface Reading<Output> {
  readonly schema: z.ZodType<Output>
  /** The schema for the second reading, in which required keys may be missing. */
  readonly lenient: z.ZodType<Output>
}

/** Leaves out the faulty keys and reads the rest again. */
function salvage<Output>(
  { schema, lenient }: Reading<Output>,
  raw: unknown,
  path: Path,
): { value: Output | null; problems: readonly Problem[] } {
  const first = schema.safeParse(raw, READ_ONCE)
  if (first.success) return { value: first.data, problems: [] }
  const problems = first.error.issues.flatMap(issue => explainIssue(issue, raw, path))
  const faulty = new Set(first.error.issues.flatMap(issue => (issue.path.length > 0 ? [issue.path[0]] : 'keys' in issue ? issue.keys : [])))
  const rest = Object.fromEntries(Object.entries(mapping(raw)).filter(([key]) => !faulty.has(key)))
  const second = lenient.safeParse(rest, READ_ONCE)
  return { value: second.success ? second.data : null, problems }
}

function field(raw: unknown, key: string): unknown {
  return mapping(raw)[key]
}

function textAt(raw: unknown, key: string): string | null {
  const value = field(raw, key)
  return typeof value === 'string' ? value : null
}

function mapping(raw: unknown): Record<string, unknown> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? (raw as Record<string, unknown>) : {}
}
