import { resolve } from 'node:path'
import type { WorkerId } from '../../core/model/ids.ts'
import { type Artefact, type NeededArtefact, owedPath, type StageConfig } from '../../core/model/stages/stage.ts'
import type { ParseContext } from '../context.ts'
import type { Draft, DraftStage, DraftWorker, Item } from '../draft.ts'
import { type Path, type Problem, quote } from '../problem.ts'
import type { StageInput, StagesInput } from '../schema/stage-schema.ts'
import { workerId } from '../schema/values.ts'
import { decodeUtf8 } from '../text/decode-utf8.ts'
import { checkStages, isJsonFile, schemaProblem, stageDividedBy } from './check-stages.ts'
import { type ReadStages, readStages } from './read-stages.ts'

interface Surroundings {
  readonly context: ParseContext
  readonly agentProblem: (name: string) => string | null
}

export interface Expanded {
  readonly draft: Draft
  readonly problems: readonly Problem[]
}

/**
 * Replaces each worker that has stages by one worker for each stage. A stage waits for the stage before it. What depends on the worker in
 * the file depends on its last stage.
 */
export function expandStages(draft: Draft, around: Surroundings): Expanded {
  const problems: Problem[] = []
  const read = (value: StagesInput | undefined, path: Path): Flow | null => {
    const flow = value === undefined ? null : readFlow(value, path, around)
    problems.push(...(flow?.problems ?? []))
    return flow?.flow ?? null
  }
  const forAll = read(draft.outline?.stages, ['stages'])
  const flows = draft.workers.map(({ path, value }) => (value?.stages === undefined ? forAll : read(value.stages, [...path, 'stages'])))
  if (flows.every(flow => flow === null)) return { draft, problems }
  const taken = new Set([...draft.workers, ...draft.bonus].map(({ id }) => id))
  const expanded = draft.workers.map((item, index) => {
    const flow = flows[index] ?? null
    if (flow === null || item.value === null || item.id === null) return [item]
    if (item.value.attempts !== undefined) {
      problems.push({ path: [...item.path, 'attempts'], message: 'cannot be used together with stages; leave it out, or set stages: []' })
      return [item]
    }
    problems.push(...idProblems(item, flow, taken))
    return stagesOf({ ...item, id: item.id, value: item.value }, flow)
  })
  const renamed = new Map(expanded.flatMap((items, index) => namesOf(draft.workers[index]?.id ?? null, items)))
  return { draft: { ...draft, ...renameAll(draft, expanded.flat(), renamed) }, problems }
}

interface Flow {
  readonly stages: readonly (StageInput & { readonly jsonSchema: unknown })[]
}

function readFlow(value: StagesInput, path: Path, around: Surroundings): { flow: Flow | null; problems: readonly Problem[] } {
  const read = readStages(value, path, around.context)
  if ('problems' in read) return { flow: null, problems: read.problems }
  const { roles } = around.context
  const problems = [...checkStages(read, { roles, agentProblem: around.agentProblem })]
  const stages = read.stages.map((stage, index) => {
    const schema = readSchema(stage, read, around.context)
    if (schema !== null && 'problem' in schema) problems.push(read.problemAt([index, 'owes', 'schema'], schema.problem))
    return { ...stage, jsonSchema: schema !== null && 'value' in schema ? schema.value : null }
  })
  // A list with mistakes is not used, because it would lead to more messages about the same mistakes.
  return { flow: stages.length === 0 || problems.length > 0 ? null : { stages }, problems }
}

function readSchema(
  { owes }: StageInput,
  { directory }: ReadStages,
  { disk }: ParseContext,
): { readonly value: unknown } | { readonly problem: string } | null {
  if (typeof owes === 'string' || owes.schema === undefined || !isJsonFile(owes.file)) return null
  const read = disk.readTask(resolve(directory, owes.schema))
  if ('problem' in read) return { problem: `schema ${quote(owes.schema)} ${read.problem}` }
  const decoded = decodeUtf8(read.bytes)
  try {
    const value: unknown = JSON.parse('text' in decoded ? decoded.text : '')
    const problem = schemaProblem(value)
    return problem === null ? { value } : { problem: `schema ${quote(owes.schema)} cannot be used: ${problem}` }
  } catch (error) {
    return { problem: `schema ${quote(owes.schema)} is not JSON: ${(error as Error).message}` }
  }
}

/** Reports stages whose workers would have the name of another worker or task, or a name that is too long. */
function idProblems({ id, path }: Item<DraftWorker>, { stages }: Flow, taken: ReadonlySet<string | null>): readonly Problem[] {
  return stages.flatMap(stage => {
    const name = `${id}-${stage.id}`
    const made = `stage ${quote(stage.id)} of worker ${quote(id)} gets the worker ${quote(name)}`
    if (taken.has(name)) return [{ path: [...path, 'id'], message: `${made}, which is the id of another worker or task; rename one` }]
    if (!workerId.safeParse(name).success && workerId.safeParse(id).success)
      return [{ path: [...path, 'id'], message: `${made}, and its name is too long: at most 31 characters` }]
    return []
  })
}

type Staged = Item<DraftWorker> & { readonly id: string; readonly value: DraftWorker }

function stagesOf(item: Staged, { stages }: Flow): readonly Item<DraftWorker>[] {
  const names = stages.map(({ id }) => `${item.id}-${id}`)
  const artefacts = stages.map(stage => artefactOf(stage, item.id))
  const firstBranch = artefacts.findIndex(({ kind }) => kind === 'branch')
  return stages.map((stage, index) => {
    const id = names[index] ?? ''
    const owes = artefacts[index] ?? { kind: 'branch' }
    const isBuilt = firstBranch >= 0 && index >= firstBranch
    const value = stageWorker(item, { stage, id, owes, before: names[index - 1], isBuilt })
    const config = configOf(item.id as WorkerId, { stages, artefacts, index })
    const draft = {
      config,
      stages: stages.map(each => each.id),
      instructions: stage.task ?? null,
      divides: divisionOf(item, { stage, stages }),
    }
    return { path: item.path, id, value: { ...value, stage: draft } }
  })
}

/** What a stage with `owes: tasks` must know about the stage whose work it divides. Null: the stage delivers no tasks. */
function divisionOf(item: Staged, { stage, stages }: Flow & { readonly stage: StageInput }): DraftStage['divides'] {
  const divided = stageDividedBy(stage, stages)
  return divided === undefined ? null : { stage: divided.id, owns: ownsOf(item, divided, null) }
}

function ownsOf({ id: task, value: worker }: Staged, stage: StageInput, file: string | null): string[] {
  return stage.owns?.map(pattern => pattern.replaceAll('<task>', task)) ?? (file === null ? worker.owns : [file])
}

interface Place {
  readonly stage: StageInput
  readonly id: string
  readonly owes: Artefact
  /** The worker of the stage before. It is absent for the first stage. */
  readonly before: string | undefined
  /** Whether this stage or an earlier one delivers commits, so that the worker's accept commands can pass. */
  readonly isBuilt: boolean
}

function stageWorker(item: Staged, { stage, id, owes, before, isBuilt }: Place): DraftWorker {
  const { value: worker } = item
  const { stages: _, branch, model, account, ...rest } = worker
  const file = owedPath(owes)
  const isSameAgent = stage.agent === undefined
  const usedModel = stage.model ?? (isSameAgent ? model : undefined)
  return {
    ...rest,
    id,
    ...(branch === undefined ? {} : { branch: `${branch}-${stage.id}` }),
    ...(stage.agent === undefined ? {} : { agent: stage.agent }),
    ...(usedModel === undefined ? {} : { model: usedModel }),
    ...(account === undefined || !isSameAgent ? {} : { account }),
    ...(stage.role === undefined ? {} : { role: stage.role }),
    budget: stage.budget ?? worker.budget,
    owns: ownsOf(item, stage, file),
    accept: [...(isBuilt ? worker.accept : []), ...stage.accept],
    ...(before === undefined ? {} : { depends_on: [before], wait_for_dependencies: true }),
  }
}

interface Stages {
  readonly stages: Flow['stages']
  readonly artefacts: readonly Artefact[]
  readonly index: number
}

function configOf(of: WorkerId, { stages, artefacts, index }: Stages): StageConfig {
  const stage = stages[index]
  const workerOf = (id: string) => `${of}-${id}` as WorkerId
  const pathOwedBy = (id: string) => owedPath(artefacts[stages.findIndex(other => other.id === id)] ?? { kind: 'branch' })
  const back = stage?.back_to
  const needed = (id: string): NeededArtefact[] => {
    const path = pathOwedBy(id)
    return path === null ? [] : [{ stage: id, worker: workerOf(id), path }]
  }
  const divider = stages.find(other => stage !== undefined && stageDividedBy(other, stages) === stage)
  const [division] = divider === undefined ? [] : needed(divider.id)
  return {
    of,
    id: stage?.id ?? '',
    number: index + 1,
    count: stages.length,
    last: workerOf(stages.at(-1)?.id ?? ''),
    owes: artefacts[index] ?? { kind: 'branch' },
    needs: (stage?.needs ?? []).flatMap(needed),
    ...(division === undefined ? {} : { dividedBy: division }),
    backTo: back === undefined ? null : { stage: back.stage, worker: workerOf(back.stage), times: back.times },
  }
}

const DEFAULT_TASKS = 8

function artefactOf({ id, owes, most_tasks: most = DEFAULT_TASKS, jsonSchema }: Flow['stages'][number], task: string): Artefact {
  const place = (path: string) => path.replaceAll('<task>', task)
  if (owes === 'branch') return { kind: 'branch' }
  if (owes === 'findings') return { kind: 'findings', path: place(`results/<task>/${id}.json`) }
  if (owes === 'tasks') return { kind: 'tasks', path: place(`results/<task>/${id}.json`), most }
  if (typeof owes === 'string') return { kind: 'file', path: place(owes), headings: [], schema: null }
  return { kind: 'file', path: place(owes.file), headings: owes.headings ?? [], schema: jsonSchema }
}

/** The stages that replace a worker of the file: the last one in `depends_on` and `after`, and all of them in `prefers`. */
function namesOf(id: string | null, items: readonly Item<DraftWorker>[]): [string, { last: string; all: readonly string[] }][] {
  const all = items.flatMap(item => item.id ?? [])
  const last = all.at(-1)
  return id === null || last === undefined || last === id ? [] : [[id, { last, all }]]
}

type Names = ReadonlyMap<string, { readonly last: string; readonly all: readonly string[] }>

function renameAll(draft: Draft, workers: readonly Item<DraftWorker>[], names: Names): Pick<Draft, 'workers' | 'bonus'> {
  const last = (ids: readonly string[]) => ids.map(id => names.get(id)?.last ?? id)
  const all = (ids: readonly string[]) => ids.flatMap(id => names.get(id)?.all ?? [id])
  return {
    workers: workers.map(item =>
      item.value === null ? item : { ...item, value: { ...item.value, depends_on: last(item.value.depends_on) } },
    ),
    bonus: draft.bonus.map(item => {
      if (item.value === null) return item
      const { after, prefers } = item.value
      return { ...item, value: { ...item.value, after: last(after), prefers: { ...prefers, workers: all(prefers.workers) } } }
    }),
  }
}
