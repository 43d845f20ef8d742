import type { CliIo } from '../io.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import { buildTerminal } from './build-hands.ts'

/**
 * Ends the agents that a killed czar left running, and returns their names. The caller must hold the project's lock, so that no czar runs.
 */
export async function endSessions(place: ProjectPlace, env: CliIo['env']): Promise<readonly string[]> {
  const quiet = { info: () => {}, warn: () => {} }
  const terminal = buildTerminal(place.name, place, { env, log: quiet })
  await terminal.start()
  const living = (await terminal.list()).filter(session => !session.dead && session.marks?.worker !== '.czar')
  await terminal.endServer()
  return living.length === 0 ? [] : [`ended ${living.map(session => session.name).join(', ')}`]
}
