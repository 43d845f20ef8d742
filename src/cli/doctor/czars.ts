import { join } from 'node:path'
import { gaveUpText, launchLine } from '../../core/model/gave-up.ts'
import { findGaveUp } from '../client/look-at-fleet.ts'
import type { CliIo } from '../io.ts'
import { listProjects } from '../project/project-place.ts'
import { stateDir } from '../project/state-dir.ts'
import { bad, type DoctorFinding } from './finding.ts'

/** Reports fleets whose czar has ended and is not relaunched by a watchdog. */
export async function examineCzars(env: CliIo['env']): Promise<readonly DoctorFinding[]> {
  const root = stateDir(env)
  const projects = await listProjects(root).catch(() => [])
  return projects.flatMap(name => {
    const gaveUp = findGaveUp({ directory: join(root, name) })
    return gaveUp === null ? [] : [bad('czar', `${name}: ${gaveUpText(gaveUp)}`, launchLine(gaveUp))]
  })
}
