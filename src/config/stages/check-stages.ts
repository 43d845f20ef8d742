import { z } from 'zod'
import type { Problem } from '../problem.ts'
import { quote } from '../problem.ts'
import type { StageInput } from '../schema/stage-schema.ts'
import { didYouMean } from '../text/did-you-mean.ts'
import type { ReadStages } from './read-stages.ts'

interface Known {
  readonly roles: readonly string[]
  /** Says why an agent profile cannot be used, or returns null if it can. */
  readonly agentProblem: (name: string) => string | null
}

/** Checks a list of stages: names, references among the stages, roles and agents. */
export function checkStages({ stages, problemAt }: Pick<ReadStages, 'stages' | 'problemAt'>, known: Known): readonly Problem[] {
  return stages.flatMap((stage, index) => {
    const earlier = stages.slice(0, index)
    const at = (key: keyof StageInput, message: string | null, ...more: readonly (string | number)[]) =>
      message === null ? [] : [problemAt([index, key, ...more], message)]
    return [
      ...at('id', earlier.some(({ id }) => id === stage.id) ? `stage ${quote(stage.id)} is listed twice` : null),
      ...at('role', roleProblem(stage, known.roles)),
      ...at('agent', stage.agent === undefined ? null : known.agentProblem(stage.agent)),
      ...stage.needs.flatMap((need, place) => at('needs', needProblem(need, { stage, earlier, stages }), place)),
      ...at('back_to', backProblem(stage, { earlier, stages }), 'stage'),
      ...at('owes', owesProblem(stage) ?? tasksProblem(stage, { earlier, stages })),
      ...at('most_tasks', stage.most_tasks === undefined || stage.owes === 'tasks' ? null : 'is for a stage that owes tasks'),
    ]
  })
}

function roleProblem({ role }: StageInput, roles: readonly string[]): string | null {
  if (role === undefined || roles.includes(role)) return null
  return `there is no role ${quote(role)}${didYouMean(role, roles) || `; there are: ${roles.join(', ')}`}`
}

interface Place {
  readonly earlier: readonly StageInput[]
  readonly stages: readonly StageInput[]
}

function needProblem(need: string, { stage, earlier, stages }: Place & { readonly stage: StageInput }): string | null {
  const found = earlier.find(({ id }) => id === need)
  if (found !== undefined)
    return found.owes === 'branch' ? `stage ${quote(need)} owes no file; its commits are in the branch of ${quote(stage.id)} anyway` : null
  return unknownStage(need, { stage, earlier, stages }, 'needs')
}

function backProblem(stage: StageInput, place: Place): string | null {
  const to = stage.back_to?.stage
  if (to === undefined) return null
  const target = place.earlier.find(({ id }) => id === to)
  if (target === undefined) return unknownStage(to, { stage, ...place }, 'goes back to')
  return null
}

function unknownStage(name: string, { stage, earlier, stages }: Place & { readonly stage: StageInput }, verb: string): string {
  if (name === stage.id) return `stage ${quote(stage.id)} ${verb} itself`
  if (stages.some(({ id }) => id === name))
    return `stage ${quote(stage.id)} ${verb} ${quote(name)}, which comes later: the stages wait in a cycle`
  const known = earlier.map(({ id }) => id)
  return `there is no earlier stage ${quote(name)}${didYouMean(name, known) || (known.length === 0 ? '; this is the first stage' : `; there are: ${known.join(', ')}`)}`
}

function owesProblem({ owes }: StageInput): string | null {
  if (typeof owes === 'string' || owes.schema === undefined || isJsonFile(owes.file)) return null
  return `${quote(owes.file)} has a schema, so it must be a .json file`
}

function tasksProblem(stage: StageInput, { earlier, stages }: Place): string | null {
  if (stage.owes !== 'tasks') return null
  const other = earlier.find(({ owes }) => owes === 'tasks')
  if (other !== undefined) return `stage ${quote(other.id)} owes tasks already, and only one stage of a list may`
  if (stageDividedBy(stage, stages) !== undefined) return null
  return `stage ${quote(stage.id)} owes tasks, so a later stage that owes a branch must need it: needs: [${stage.id}]`
}

/** The stage whose work the tasks of this stage divide: the first stage that needs the tasks and delivers commits. */
export function stageDividedBy({ id, owes }: StageInput, stages: readonly StageInput[]): StageInput | undefined {
  return owes === 'tasks' ? stages.find(({ needs, owes: owed }) => owed === 'branch' && needs.includes(id)) : undefined
}

/** Whether a file can be checked by a JSON Schema. */
export function isJsonFile(path: string): boolean {
  return /\.json$/i.test(path)
}

/** Says why czar cannot check files by this JSON Schema, or returns null if it can. */
export function schemaProblem(schema: unknown): string | null {
  try {
    z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])
    return null
  } catch (error) {
    return (error as Error).message.split('\n')[0] ?? 'unknown'
  }
}
