import { readdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { PreconditionError, UsageError } from '../../core/model/errors.ts'
import { plainText } from '../../core/text/plain-text.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import type { CliIo } from '../io.ts'
import { noteProject } from './noted-project.ts'
import { type Sockets, socketsOf } from './runtime-dir.ts'
import { stateDir } from './state-dir.ts'

/** The paths of one project. */
export interface ProjectPlace {
  readonly name: string
  /** The project's directory `<state directory>/<name>`, which holds status.json, the journal and the workers' files. */
  readonly directory: string
  readonly sockets: Sockets
}

const NAME = /^[a-z][a-z0-9_]{0,39}$/

export function isProjectName(text: string): boolean {
  return NAME.test(text)
}

/** The paths of a project with this name. The project need not exist yet. */
export function projectPlaceOf(name: string, directory: string, env: CliIo['env']): ProjectPlace {
  return { name, directory, sockets: socketsOf(directory, name, env) }
}

/** The paths of a project in the user's state directory. */
export function projectPlaceIn(name: string, env: CliIo['env']): ProjectPlace {
  return projectPlaceOf(name, join(stateDir(env), name), env)
}

/**
 * Finds the project that a command is about, by the first of these that is given: the flag -p, the variable CZAR_PROJECT_DIR of an agent's
 * terminal, the variable CZAR_PROJECT, or the only project that exists. Otherwise an error lists the known projects.
 */
export async function chooseProject(named: string | undefined, io: CliIo): Promise<ProjectPlace> {
  const pane = io.env['CZAR_PROJECT_DIR'] ? resolve(io.env['CZAR_PROJECT_DIR']) : null
  if (named !== undefined) noteProject(io, named)
  const name = named ?? (pane === null ? io.env['CZAR_PROJECT'] : basename(pane))
  const root = stateDir(io.env)
  const known = await listProjects(root)
  if (name === undefined || name === '') return projectPlaceIn(onlyProject(known, root), io.env)
  if (/^[^:]+:[a-z][a-z0-9_]*$/.test(name)) {
    throw new UsageError(`${plainText(name, 160)} is a project of another machine, and this command is about projects of this machine`, {
      hint: `czar dashboard -p ${shellWord(plainText(name, 160))}   # or the same command there, through ssh`,
    })
  }
  if (!isProjectName(name)) {
    throw new UsageError(`"${plainText(name, 60)}" is not a project name: a-z, then at most 39 of a-z, 0-9 and _`, {
      hint: 'czar status -p NAME',
    })
  }
  if (pane !== null && basename(pane) === name) return projectPlaceOf(name, pane, io.env)
  if (!known.includes(name)) {
    throw new PreconditionError(`there is no project ${name} in ${root}`, { details: listed(known), hint: 'czar launch FILE' })
  }
  return projectPlaceIn(name, io.env)
}

/** Finds the projects that a command about several projects is about: the one that a person names, or all projects of this machine. */
export async function chooseProjects(named: string | undefined, io: CliIo): Promise<readonly ProjectPlace[]> {
  const isOne = named !== undefined || [io.env['CZAR_PROJECT_DIR'], io.env['CZAR_PROJECT']].some(Boolean)
  const known = isOne ? [] : await listProjects(stateDir(io.env))
  return known.length > 1 ? known.map(name => projectPlaceIn(name, io.env)) : [await chooseProject(named, io)]
}

/** Lists the names of all projects that have any files. */
export async function listProjects(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw new PreconditionError(`${root} cannot be read: ${error.message}`, {
      hint: `ls -ld ${[dirname(root), root].map(shellWord).join(' ')}`,
      cause: error,
    })
  })
  const names = entries.filter(entry => entry.isDirectory() && isProjectName(entry.name)).map(entry => entry.name)
  const kept = await Promise.all(names.map(async name => ((await hasState(join(root, name))) ? [name] : [])))
  return kept.flat().sort()
}

/**
 * Whether the directory holds a project. An empty directory holds none: a refused launch leaves an empty directory. A directory that cannot
 * be read counts as a project, so that the command itself reports the error.
 */
async function hasState(directory: string): Promise<boolean> {
  return readdir(directory).then(
    entries => entries.length > 0,
    () => true,
  )
}

function onlyProject(known: readonly string[], root: string): string {
  const [first, second] = known
  if (first === undefined) throw new PreconditionError(`there is no project in ${root}`, { hint: 'czar launch FILE' })
  if (second === undefined) return first
  throw new UsageError(`there are ${known.length} projects in ${root}: say which one`, {
    details: listed(known),
    hint: `export CZAR_PROJECT=${first}   # or add: -p ${first}`,
  })
}

function listed(known: readonly string[]): readonly string[] {
  return known.length === 0 ? [] : [`there are: ${known.join(', ')}`]
}
