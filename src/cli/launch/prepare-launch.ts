import { join } from 'node:path'
import { readHolder, sayHolder } from '../../adapters/journal/supervisor-holder.ts'
import { isHeld } from '../../adapters/journal/supervisor-lock.ts'
import { INSTALL_TMUX } from '../../adapters/tmux/command/tmux-failure.ts'
import { tmuxVersion } from '../../adapters/tmux/command/tmux-version.ts'
import type { AlertChannel } from '../../config/load-alert-channels.ts'
import { loadProjectFile } from '../../config/load-project.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import type { PlacesOfTasks } from '../../core/model/gates/base-gate.ts'
import type { Project } from '../../core/model/project.ts'
import { counted } from '../../core/text/counted.ts'
import { plainText } from '../../core/text/plain-text.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import type { ProjectChange } from '../../core/views/project-changes.ts'
import { refuseAgents } from '../client/refuse-agents.ts'
import { refuseOtherRepository } from '../compose/refuse-other-repository.ts'
import { chooseForLaunch } from '../history/choose-for-launch.ts'
import type { CliIo } from '../io.ts'
import { checkMachine } from '../project/check-machine.ts'
import { configPaths } from '../project/config-paths.ts'
import { digestOfFile } from '../project/digest.ts'
import { serverEnvironment } from '../project/environments.ts'
import { findProgram } from '../project/find-program.ts'
import { noteProject } from '../project/noted-project.ts'
import { ensurePrivateDirectory } from '../project/private-directory.ts'
import { type ProjectPlace, projectPlaceOf } from '../project/project-place.ts'
import { projectWarnings } from '../project/project-warnings.ts'
import { stateDir } from '../project/state-dir.ts'
import { type KeptLaunch, readLastProject } from './kept-launch.ts'
import { changesSince, changesTable, refuseUnknownTasks } from './say-project-changes.ts'

export interface Launch {
  readonly project: Project
  readonly place: ProjectPlace
  /** The addresses of the alert channels. They contain secrets, so they must never get into the journal. */
  readonly alertChannels: readonly AlertChannel[]
  /** Where the project file has each task. It is empty if the file was not read again. */
  readonly places: PlacesOfTasks
  /** Whether a person wants to continue although a part of the journal is lost. */
  readonly acceptsShorter: boolean
  /** Finished tasks that a person wants to start again. */
  readonly again: readonly string[]
  /** Whether a watchdog relaunches the project. In that case a fleet that a person has stopped stays stopped. */
  readonly isRevival: boolean
  /** The hash of the project file at the time when a person launched it. It is null if the file could not be read. */
  readonly fileDigest: string | null
  /** The hash of the present project file, if the file has changed since the launch and was not read again. Otherwise null. */
  readonly unread: string | null
}

export interface LaunchChoices {
  readonly acceptsShorter?: boolean
  readonly isRevival?: boolean
  readonly again?: readonly string[]
  /** The project as a person launched it, for a relaunch. If it is absent, the project file is read. */
  readonly kept?: KeptLaunch
}

const MOST_WARNINGS = 10

type FromFile = Pick<Launch, 'project' | 'alertChannels' | 'places' | 'fileDigest' | 'unread'>

/** Checks the project file and this machine, and reports every problem. The repository is checked later, by `inspectLaunch`. */
export async function prepareLaunch(
  file: string,
  io: CliIo,
  { acceptsShorter = false, isRevival = false, again = [], kept }: LaunchChoices = {},
): Promise<Launch> {
  // This check runs while the file is read. Problems of the file are reported first.
  const tmux = findTmux(io)
  tmux.catch(() => {})
  const read = kept === undefined ? await readFromFile(file, io) : asKept(kept)
  const { project } = read
  refuseUnknownTasks(project, again)
  sayWarnings(await projectWarnings(read, io.env), { file, io })
  const place = placeOf(project, io)
  noteProject(io, project.name)
  refuseAgents(place, 'launch', io)
  await ensurePrivateDirectory(place.directory)
  if (kept === undefined) refuseOtherRepository(readLastProject(place.directory), project, place)
  const changes = kept === undefined ? await changesSince(place, project, { again, env: io.env }) : null
  if (isHeld(place.directory)) throw alreadyRunning(project, place, { changes, again })
  await tmux
  await checkMachine(project, place, io)
  if (changes !== null && changes.length > 0) io.stdout.write(`${changesTable(changes, io.stdout.size()?.columns ?? null)}\n`)
  if (kept === undefined) io.stdout.write(sayChosen(project))
  return { ...read, place, acceptsShorter, isRevival, again }
}

/** A file with many tasks may have many warnings, and a launch must not bury the rest of its output. */
function sayWarnings(warnings: readonly string[], { file, io }: { readonly file: string; readonly io: CliIo }): void {
  for (const warning of warnings.slice(0, MOST_WARNINGS)) io.stderr.write(`${plainText(`warning: ${warning}`, 1_000)}\n`)
  const more = warnings.length - MOST_WARNINGS
  if (more > 0) io.stderr.write(`${counted(more, 'more warning')}: czar validate ${shellWord(file)} lists them\n`)
}

async function readFromFile(file: string, io: CliIo): Promise<FromFile> {
  // The hash is computed before the file is read. So if the file changes in between, that counts as a change after the launch.
  const fileDigest = digestOfFile(file)
  const loaded = await loadProjectFile(file, configPaths(io.env))
  const place = placeOf(loaded.project, io)
  const project = await chooseForLaunch(loaded.project, place, { env: io.env, before: readLastProject(place.directory) })
  return { ...loaded, project, fileDigest, unread: null }
}

/** Says which agents czar chose, so that a person can compare them in `czar metrics`. */
function sayChosen({ workers }: Project): string {
  const chosen = workers.filter(({ candidates }) => candidates !== undefined).map(({ id, agent }) => `${agent} for ${id}`)
  return chosen.length === 0 ? '' : `${plainText(`chosen: ${chosen.join(', ')}`, 1_000)}\n`
}

function placeOf({ name }: Project, { env }: Pick<CliIo, 'env'>): ProjectPlace {
  return projectPlaceOf(name, join(stateDir(env), name), env)
}

function asKept({ project, alertChannels, fileDigest }: KeptLaunch): FromFile {
  const now = digestOfFile(project.file)
  return { project, alertChannels, places: {}, fileDigest, unread: now === fileDigest ? null : (now ?? 'none') }
}

interface Wanted {
  readonly changes: readonly ProjectChange[] | null
  readonly again: readonly string[]
}

function alreadyRunning({ name }: Project, place: ProjectPlace, { changes, again }: Wanted): PreconditionError {
  const running = sayHolder(place.directory, name)
  if (readHolder(place.directory)?.command !== undefined) return new PreconditionError(`${running}; launch when it has ended`)
  if (changes === null || changes.length === 0) return new PreconditionError(running, { hint: `czar status -p ${name}` })
  const flags = again.map(id => ` --again ${id}`).join('')
  return new PreconditionError(`${running}, and the file differs from what it launched`, {
    details: changesTable(changes, null).trimEnd().split('\n'),
    hint: `czar reload -p ${name}${flags}   # the fleet goes on with the file as it is now`,
  })
}

/** Reports a missing or old tmux. Without this check, worktrees would be made for agents that cannot start. */
async function findTmux(io: CliIo): Promise<void> {
  const env = serverEnvironment(io.env)
  const tmuxPath = await findProgram('tmux', env['PATH'] ?? '')
  if (tmuxPath !== null) return void (await tmuxVersion({ tmuxPath, env }))
  throw new PreconditionError('tmux is not on PATH', { hint: INSTALL_TMUX })
}
