import { join } from 'node:path'
import { loadProject } from '../../config/load-project.ts'
import { refuseOtherRepository } from '../compose/refuse-other-repository.ts'
import { chooseForLaunch } from '../history/choose-for-launch.ts'
import type { CliIo } from '../io.ts'
import { configPaths } from '../project/config-paths.ts'
import { projectPlaceOf } from '../project/project-place.ts'
import { stateDir } from '../project/state-dir.ts'
import { readLastProject } from './kept-launch.ts'
import { changesSince, changesTable, refuseUnknownTasks } from './say-project-changes.ts'

/** Runs `czar launch --dry-run`: prints what a launch with the present file would change, whether or not a czar runs. */
export async function planLaunch(file: string, io: CliIo, again: readonly string[]): Promise<void> {
  const read = await loadProject(file, configPaths(io.env))
  refuseUnknownTasks(read, again)
  const place = projectPlaceOf(read.name, join(stateDir(io.env), read.name), io.env)
  const before = readLastProject(place.directory)
  refuseOtherRepository(before, read, place)
  const project = await chooseForLaunch(read, place, { env: io.env, before })
  const changes = await changesSince(place, project, { again, env: io.env })
  if (changes === null) io.stdout.write(`${project.name} was not launched before: a launch starts everything\n`)
  else if (changes.length === 0) io.stdout.write('nothing has changed in the file since the last launch\n')
  else io.stdout.write(changesTable(changes, io.stdout.size()?.columns ?? null))
}
