import { isAbsolute, join } from 'node:path'
import { UsageError } from '../../core/model/errors.ts'
import type { CliIo } from '../io.ts'
import { ensurePrivateDirectory } from './private-directory.ts'
import { stateDir } from './state-dir.ts'

/**
 * Makes the directory for the output of `czar run`, with mode 0700, and returns its path. For a worker it is in the project's directory,
 * and for a person it is beside the projects.
 */
export async function ensureRunsDirectory(env: CliIo['env']): Promise<string> {
  const projectDir = env['CZAR_PROJECT_DIR']
  const worker = env['CZAR_WORKER']
  // The leading dot keeps the folder from being taken for a project.
  if (!projectDir || !worker || !isAbsolute(projectDir)) return ensurePrivateDirectory(join(stateDir(env), '.runs'))
  if (!/^[a-z][a-z0-9_-]{0,39}$/.test(worker)) throw new UsageError('CZAR_WORKER is not the name of a worker', { hint: 'czar status' })
  return ensurePrivateDirectory(join(await ensurePrivateDirectory(join(projectDir, 'runs')), worker))
}
