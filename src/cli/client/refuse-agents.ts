import { dirname } from 'node:path'
import { type Mark, marksOf } from '../../adapters/asker/marks-of.ts'
import { lineOf } from '../../adapters/asker/process-facts.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import type { CliIo } from '../io.ts'
import type { ProjectPlace } from '../project/project-place.ts'

/**
 * Refuses what goes round the czar's interface (a terminal, a launch, a clean-up) to a process under an agent or a gate of
 * this project, or of another one in the same state directory: exit 3. An agent that tries out a czar of its own elsewhere may.
 */
export function refuseAgents(place: Pick<ProjectPlace, 'directory' | 'name'>, verb: string, { env }: Pick<CliIo, 'env'>): void {
  const mark = findMark(place, env)
  if (mark === null) return
  const who = mark.kind === 'gate' ? 'a command that the czar runs' : `worker ${mark.worker}'s agent`
  throw new PreconditionError(`${verb} is for people, and this runs under ${who}`, {
    hint: mark.kind === 'gate' ? `czar ${verb}   # in a terminal of your own` : 'czar report blocked --task ID "…"   # a person is asked',
  })
}

/** Whether an agent or a gate is above this process, as far as the environments of its ancestors say. */
export function isUnderAgent(place: Pick<ProjectPlace, 'directory'>, { env }: Pick<CliIo, 'env'>): boolean {
  return findMark(place, env) !== null
}

/** The environment that this command is given counts as well: in it an agent says itself who it is. */
function findMark({ directory }: Pick<ProjectPlace, 'directory'>, env: CliIo['env']): Mark | null {
  const given = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
  const marks = marksOf([{ marks: new Map(given) }, ...lineOf(process.pid)])
  return marks.find(mark => isOf(mark, directory)) ?? null
}

/** A gate's mark begins with the directory of its project. */
function isOf(mark: Mark, directory: string): boolean {
  const state = dirname(directory)
  return mark.kind === 'gate' ? mark.gate.startsWith(`${state}/`) : dirname(mark.projectDir) === state
}
