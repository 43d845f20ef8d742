import { type ChildProcess, spawn } from 'node:child_process'
import { openSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { CzarError } from '../../core/model/errors.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import type { CliIo } from '../io.ts'
import { packageRoot } from '../package-root.ts'
import { ensurePrivateDirectory } from '../project/private-directory.ts'
import { stateDir } from '../project/state-dir.ts'
import { SMALL_MEMORY, withOneArena } from '../small-memory.ts'
import type { Handshake, Supervising } from './handshake.ts'
import type { LaunchChoices } from './prepare-launch.ts'

export interface DetachOptions extends LaunchChoices {
  /** Environment variables that the supervisor gets in addition. */
  readonly passed?: CliIo['env']
}

/**
 * Starts the supervisor in a process that outlives this one, and waits for its first message. Meanwhile this process reads and checks the
 * project file, and the supervisor inspects the repository. Nothing is created before both have succeeded. If problems were found, the
 * thrown error names all of them.
 */
export async function detachSupervisor(file: string, io: CliIo, { passed = {}, ...choices }: DetachOptions = {}): Promise<Supervising> {
  const errors = await openErrors(io)
  const child = spawn(process.execPath, [...SMALL_MEMORY, join(packageRoot, 'dist', 'supervisor.cjs')], {
    cwd: io.cwd,
    // If an agent launches a supervisor, these variables of the agent are removed. So the supervisor does not belong to that agent and does
    // not end with it.
    env: withOneArena({ ...io.env, ...passed, CZAR_WORKER: undefined, CZAR_INCARNATION: undefined }),
    detached: true,
    stdio: ['ignore', errors.descriptor, errors.descriptor, 'ipc'],
  })
  const message = firstMessage(child, errors.file)
  try {
    const { prepareLaunch } = await import('./prepare-launch.ts')
    const launch = await prepareLaunch(file, io, choices)
    // If sending fails because the supervisor has already ended, the supervisor has reported why.
    child.send(launch, () => {})
    return await supervisingFrom(await message, errors.file, io)
  } finally {
    // A supervisor that gets no launch ends by itself.
    if (child.connected) child.disconnect()
    child.unref()
    if (statSync(errors.file, { throwIfNoEntry: false })?.size === 0) rmSync(errors.file)
  }
}

function firstMessage(child: ChildProcess, errorFile: string): Promise<Handshake> {
  const { promise, resolve, reject } = Promise.withResolvers<Handshake>()
  child.once('message', message => resolve(message as Handshake))
  child.once('error', reject)
  child.once('exit', (status, signal) => {
    const how = signal ?? `status ${status}`
    resolve({
      kind: 'failed',
      message: `the supervisor ended at once (${how})`,
      hint: `cat ${shellWord(errorFile)}`,
      details: [],
      code: 'launch',
    })
  })
  // The promise may reject before the caller waits for it, and that alone must not end this process.
  promise.catch(() => {})
  return promise
}

/** Returns what a supervisor that has started says. If it says that it failed, throws the error. */
async function supervisingFrom(message: Handshake, errorFile: string, io: CliIo): Promise<Supervising> {
  if (message.kind === 'failed') {
    throw new CzarError(message.code, message.message, { hint: message.hint ?? undefined, details: message.details })
  }
  renameSync(errorFile, join(stateDir(io.env), message.project, 'supervisor.err'))
  return message
}

/** Opens the file that gets the last output of a supervisor that crashes. */
async function openErrors(io: CliIo): Promise<{ file: string; descriptor: number }> {
  const directory = await ensurePrivateDirectory(join(stateDir(io.env), '.launches'))
  const file = join(directory, `${io.now()}-${process.pid}.err`)
  return { file, descriptor: openSync(file, 'w', 0o600) }
}
