import { dirname } from 'node:path'
import { type Mark, marksOf } from '../../adapters/asker/marks-of.ts'
import { lineOf } from '../../adapters/asker/process-facts.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import type { CliIo } from '../io.ts'
import type { ProjectPlace } from '../project/project-place.ts'

/**
 * Refuses commands that bypass the czar's interface (a terminal, a launch, a clean-up) if they come from a process under
 * an agent or a gate: exit 3. This covers agents of this project and of all others in the same state directory. An agent
 * may run a czar of its own elsewhere.
 */
export function refuseAgents(place: Pick<ProjectPlace, 'directory' | 'name'>, verb: string, { env }: Pick<CliIo, 'env'>): void {
  const mark = findMark(place, env)
  if (mark === null) return
  const who = mark.kind === 'gate' ? 'a command that the czar runs' : `worker ${mark.worker}'s agent`
  throw new PreconditionError(`${verb} is for people, and this runs under ${who}`, {
    hint: mark.kind === 'gate' ? `czar ${verb}   # in a terminal of your own` : 'czar report blocked --task ID "…"   # a person is asked',
  })
}

/** Whether this process runs under an agent or a gate, judged by the environments of its ancestors. */
export function isUnderAgent(place: Pick<ProjectPlace, 'directory'>, { env }: Pick<CliIo, 'env'>): boolean {
  return findMark(place, env) !== null
}

/** The command's own environment counts as well, because there an agent says who it is. */
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
