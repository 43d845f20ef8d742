import { access, constants, stat } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { loadProfiles } from '../../config/load-profiles.ts'
import { configPaths } from '../config-paths.ts'
import type { CliIo } from '../io.ts'
import { type Finding, good, note } from './finding.ts'

/** Which of the ready-made agent profiles have their program on PATH. Only looked up: starting one may cost money. */
export async function examineAgents(env: CliIo['env']): Promise<readonly Finding[]> {
  const profiles = await loadProfiles(configPaths(env).profilesDir)
  const programs = Object.entries(profiles).flatMap(([name, { command }]) =>
    command?.[0] === undefined ? [] : [[name, command[0]] as const],
  )
  return Promise.all(
    programs.map(async ([name, program]) => {
      const path = await findOnPath(program, env['PATH'] ?? '')
      if (path !== null) return good(`agent ${name}`, path)
      return note(
        `agent ${name}`,
        `${program} is not on PATH; other programs can be described under agents: in the project file`,
        `command -v ${program}`,
      )
    }),
  )
}

async function findOnPath(program: string, path: string): Promise<string | null> {
  for (const directory of path.split(delimiter).filter(Boolean)) {
    const candidate = join(directory, program)
    if (await isProgram(candidate)) return candidate
  }
  return null
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}
