import { createHash } from 'node:crypto'
import { mkdir, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createClock } from '../../adapters/clock.ts'
import { createGates } from '../../adapters/gates/create-gates.ts'
import { readHolder } from '../../adapters/journal/supervisor-holder.ts'
import { acquireSupervisorLock, type SupervisorLock } from '../../adapters/journal/supervisor-lock.ts'
import type { ProjectFile } from '../../config/parse-project.ts'
import { baseTasks } from '../../core/claims/base/base-tasks.ts'
import { judgeBaseGates } from '../../core/claims/base/judge-base-gates.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import type { BaseFinding } from '../../core/model/gates/base-gate.ts'
import type { CommitSha } from '../../core/model/ids.ts'
import type { Project } from '../../core/model/project.ts'
import type { GitPort } from '../../core/ports/git-port.ts'
import { type BaseTrialEnd, tryBaseGates } from '../../supervisor/effects/checks/base/try-base-gates.ts'
import type { CheckHands } from '../../supervisor/hands.ts'
import { buildGit } from '../compose/build-git.ts'
import { projectPaths } from '../compose/build-hands.ts'
import type { CliIo } from '../io.ts'
import { gateEnvironment } from '../project/environments.ts'
import { gatesDirectory, openGateCache } from '../project/gates-place.ts'
import { ensurePrivateDirectory } from '../project/private-directory.ts'
import { type ProjectPlace, projectPlaceOf } from '../project/project-place.ts'

/** What the accept commands of a project do on base. */
export interface GatesReport extends BaseTrialEnd {
  readonly base: CommitSha
  readonly findings: readonly BaseFinding[]
  /** The file with the whole output of the commands that ran. */
  readonly log: string
}

/**
 * Runs the accept commands of the project on base, in a worktree that is removed afterwards. What an earlier run left after a `kill -9` is
 * removed first. Ctrl-C ends the command that runs.
 */
export async function tryGates(
  { project, places }: Pick<ProjectFile, 'project' | 'places'>,
  io: CliIo,
  { usesCache }: { readonly usesCache: boolean },
): Promise<GatesReport> {
  const place = placeOf(project, io)
  await ensurePrivateDirectory(place.directory)
  const lock = takeLock(place.directory)
  const stopping = new AbortController()
  const forget = io.onSignal(() => stopping.abort())
  try {
    const hands = checkHands(project, place, io)
    await Promise.all([hands.gates.endLeftOver(), hands.git.pruneProofs()])
    const base = await baseOf(hands.git, project)
    const log = hands.paths.logFile(`base-${base.slice(0, 12)}`)
    await rm(log, { force: true })
    await mkdir(dirname(hands.paths.proofDir('base')), { recursive: true, mode: 0o700 })
    const cache = openGateCache(io.env, io.now)
    const end = await tryBaseGates(hands, {
      tasks: baseTasks(project),
      base,
      cache: usesCache ? cache : { ...cache, read: () => null },
      signal: stopping.signal,
      beforeRun: command => sayRun(io, command, base),
    })
    return { ...end, base, findings: judgeBaseGates(end.tried, places), log }
  } finally {
    forget()
    await removeEmpty(project)
    lock.release()
  }
}

function placeOf(project: Project, { env }: CliIo): ProjectPlace {
  // Two runs must not use the same worktree, so each folder for worktrees has a place and a lock of its own.
  const key = createHash('sha256').update(project.worktreesDir).digest('hex').slice(0, 16)
  return projectPlaceOf(project.name, join(gatesDirectory(env), key), env)
}

function takeLock(directory: string): SupervisorLock {
  try {
    return acquireSupervisorLock(directory)
  } catch (error) {
    if (!(error instanceof PreconditionError)) throw error
    const pid = readHolder(directory)?.pid
    const who = pid === undefined ? '' : ` (pid ${pid})`
    throw new PreconditionError(`another czar validate --gates runs the accept commands of this project${who}; wait for its end`, {
      cause: error,
    })
  }
}

function checkHands(project: Project, place: ProjectPlace, { env }: CliIo): CheckHands {
  const paths = projectPaths(project, place, env)
  return {
    project,
    git: buildGit(project, place, env),
    gates: createGates({ owner: place.directory }),
    clock: createClock(),
    // A fleet of this project may run at the same time, and also try its commands on base.
    paths: { ...paths, proofDir: name => paths.proofDir(`validate-${name}`) },
    gateEnv: gateEnvironment(env),
    log: { info() {}, warn() {} },
  }
}

/** The commit of base. If there is none, the inspection of a launch says what is wrong with the repository. */
async function baseOf(git: GitPort, { repoUrl }: Project): Promise<CommitSha> {
  if (repoUrl !== null) await git.inspect()
  try {
    return (await git.refs([])).base
  } catch (error) {
    await git.inspect()
    throw error
  }
}

function sayRun({ stderr }: CliIo, command: string, base: CommitSha): void {
  if (stderr.isTerminal) stderr.write(`on base ${base.slice(0, 8)}: ${command.split('\n')[0]}\n`)
}

/** Removes the folders around the worktree that have nothing else in them. */
async function removeEmpty({ worktreesDir }: Project): Promise<void> {
  for (const folder of [join(worktreesDir, '.proofs'), worktreesDir, dirname(worktreesDir)]) {
    const isRemoved = await rmdir(folder).then(
      () => true,
      () => false,
    )
    if (!isRemoved) return
  }
}
