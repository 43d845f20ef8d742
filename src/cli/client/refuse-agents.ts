import { dirname } from 'node:path'
import { type Mark, marksOf } from '../../adapters/asker/marks-of.ts'
import { ancestryOf } from '../../adapters/asker/process-facts.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import type { CliIo } from '../io.ts'
import type { ProjectPlace } from '../project/project-place.ts'

/**
 * Throws an error (exit code 3) if this command is called by an agent, or by a command with which czar checks work. It is used for commands
 * that only people may give: opening a terminal, launching, cleaning up. Agents of all projects in the same state directory are refused. An
 * agent may still run a czar with another state directory.
 */
export function refuseAgents(place: Pick<ProjectPlace, 'directory' | 'name'>, verb: string, { env }: Pick<CliIo, 'env'>): void {
  const mark = findMark(place, env)
  if (mark === null) return
  const who = mark.kind === 'gate' ? 'a command that the czar runs' : `worker ${mark.worker}'s agent`
  throw new PreconditionError(`${verb} is for people, and this runs under ${who}`, {
    hint: mark.kind === 'gate' ? `czar ${verb}   # in a terminal of your own` : 'czar report blocked --task ID "…"   # a person is asked',
  })
}

/** Whether this process was started by an agent or by a command with which czar checks work. The environments of its ancestors show it. */
export function isUnderAgent(place: Pick<ProjectPlace, 'directory'>, { env }: Pick<CliIo, 'env'>): boolean {
  return findMark(place, env) !== null
}

/**
 * Searches the environments of this process and of its ancestors for the variables that czar sets. The command's own environment counts
 * too, because an agent may name itself there.
 */
function findMark({ directory }: Pick<ProjectPlace, 'directory'>, env: CliIo['env']): Mark | null {
  const given = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
  const marks = marksOf([{ marks: new Map(given) }, ...ancestryOf(process.pid)])
  return marks.find(mark => isOf(mark, directory)) ?? null
}

/**
 * Whether czar set the variable for a project in the same state directory. The variable of an accept command begins with its project's
 * directory.
 */
function isOf(mark: Mark, directory: string): boolean {
  const state = dirname(directory)
  return mark.kind === 'gate' ? mark.gate.startsWith(`${state}/`) : dirname(mark.projectDir) === state
}
