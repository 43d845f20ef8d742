import { realpath } from 'node:fs/promises'
import { relative } from 'node:path'
import { isHeld } from '../../adapters/journal/supervisor-lock.ts'
import { readStatus } from '../../adapters/status/read-status.ts'
import type { CliIo } from '../io.ts'
import { chooseProject, listProjects, type ProjectPlace, projectPlaceIn } from './project-place.ts'
import { stateDir } from './state-dir.ts'

/**
 * The project that is meant without further words: the one that a person or the environment names, the only one there is, or the one in
 * whose repository the command runs. If other hosts are shown too, the only project of this machine is not obvious. Null: several could be
 * meant. Throws an error if there is no project at all.
 */
export async function findObviousProject(named: string | undefined, hasHosts: boolean, io: CliIo): Promise<ProjectPlace | null> {
  if ([named, io.env['CZAR_PROJECT_DIR'], io.env['CZAR_PROJECT']].some(Boolean)) return chooseProject(named, io)
  const known = await listProjects(stateDir(io.env))
  if (known.length < 2 && !hasHosts) return chooseProject(undefined, io)
  const here = await projectsAt(
    known.map(name => projectPlaceIn(name, io.env)),
    io.cwd,
  )
  const alive = here.length === 1 ? here : here.filter(({ directory }) => isHeld(directory))
  return alive.length === 1 ? (alive[0] ?? null) : null
}

/** The projects in whose repository or worktrees this directory is. */
async function projectsAt(places: readonly ProjectPlace[], directory: string): Promise<readonly ProjectPlace[]> {
  const found = await Promise.all(
    places.map(async place => {
      const repo = await realpath(repoOf(place)).catch(() => null)
      return repo !== null && [repo, `${repo}.worktrees`].some(root => isInside(directory, root)) ? [place] : []
    }),
  )
  return found.flat()
}

function repoOf({ directory }: ProjectPlace): string {
  try {
    return readStatus(directory).repo
  } catch {
    // The repository of a project whose status cannot be read is unknown.
    return ''
  }
}

function isInside(directory: string, root: string): boolean {
  const path = relative(root, directory)
  return path === '' || !(path === '..' || path.startsWith('../'))
}
