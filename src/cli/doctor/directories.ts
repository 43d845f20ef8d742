import { access, constants, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { RUNTIME_DIR_HINT } from '../../core/text/runtime-dir-hint.ts'
import type { CliIo } from '../io.ts'
import { nearestExisting, privateDirectoryProblem } from '../project/private-directory.ts'
import { runtimeDir } from '../project/runtime-dir.ts'
import { stateDir } from '../project/state-dir.ts'
import { bad, type DoctorFinding, good } from './finding.ts'

/**
 * The longest path that the directory of sockets may have. By unix(7) a socket's path has at most 107 bytes. In the file name, a project's
 * name takes at most 40 of them and the rest of the name 14.
 */
const LONGEST_DIRECTORY_BYTES = 107 - 40 - 14 - 1

/** Checks that czar can write its state, that project directories are private, and that sockets fit their directory. */
export async function examineDirectories(env: CliIo['env']): Promise<readonly DoctorFinding[]> {
  return [await examineState(stateDir(env)), await examineRuntime(runtimeDir(env))]
}

async function examineState(directory: string): Promise<DoctorFinding> {
  const existing = nearestExisting(directory)
  const isWritable = await access(existing, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
  if (!isWritable) return bad('state', `${existing} cannot be written`, 'export CZAR_STATE_DIR=~/czar-state')
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => [])
  for (const entry of entries.filter(item => item.isDirectory() && !item.name.startsWith('.'))) {
    const problem = await privateDirectoryProblem(join(directory, entry.name))
    if (problem) return bad('state', problem.message, problem.hint)
  }
  return good('state', directory)
}

async function examineRuntime(directory: string): Promise<DoctorFinding> {
  const bytes = Buffer.byteLength(directory)
  if (bytes > LONGEST_DIRECTORY_BYTES) {
    return bad('sockets', `${directory} is too long for sockets: ${bytes} bytes`, RUNTIME_DIR_HINT)
  }
  const problem = await privateDirectoryProblem(directory)
  if (problem) return bad('sockets', problem.message, problem.hint)
  const parent = nearestExisting(directory)
  const isWritable = await access(parent, constants.W_OK).then(
    () => true,
    () => false,
  )
  return isWritable ? good('sockets', directory) : bad('sockets', `${parent} cannot be written`, RUNTIME_DIR_HINT)
}
