import { type BriefWork, briefOverheadChars } from '../../core/brief/overhead.ts'
import type { AgentProfile } from '../../core/model/project.ts'
import { type Path, type Problem, quote } from '../problem.ts'

interface Recipients {
  /** The task's place in the YAML file. */
  readonly path: Path
  /** The profiles of all agents that may get the task. A profile is null if it is unknown. */
  readonly profiles: readonly (AgentProfile | null)[]
}

/** Checks that each agent that may get the task can take it whole, together with the text that czar writes around it. */
export function checkLength(chars: number, work: BriefWork, { path, profiles }: Recipients): readonly Problem[] {
  const known = profiles.filter(profile => profile !== null)
  const tightest = known.reduce<AgentProfile | null>(
    (least, profile) => (least === null || profile.maxChars < least.maxChars ? profile : least),
    null,
  )
  const overhead = briefOverheadChars(work)
  if (tightest === null || chars + overhead <= tightest.maxChars) return []
  const room = Math.max(0, tightest.maxChars - overhead)
  const limit = `agent ${quote(tightest.name)} takes ${count(tightest.maxChars)} at once, ${count(room)} of them for the task`
  return [
    {
      path,
      message: `the task has ${count(chars)} characters; ${limit}: shorten it, or put parts into files of the repository`,
    },
  ]
}

function count(number: number): string {
  return number.toLocaleString('en-US')
}
