import { isAbsolute } from 'node:path'
import { UsageError } from '../../../core/model/errors.ts'
import type { WorkerId } from '../../../core/model/ids.ts'
import type { CliIo } from '../../io.ts'

export interface Pane {
  readonly projectDir: string
  readonly worker: WorkerId
}

/** Tells the worker that its report file was broken, if it was. `setAside` is the new path of that file, or null. */
export function warnBrokenFile({ stderr }: Pick<CliIo, 'stderr'>, setAside: string | null): void {
  if (setAside !== null) stderr.write(`czar: your report file was broken; it is now ${setAside} and a new one was begun\n`)
}

/**
 * The worker and the project directory, from the variables that czar set in this terminal. Throws UsageError outside a worker's terminal.
 */
export function paneOf({ env }: CliIo): Pane {
  const projectDir = env['CZAR_PROJECT_DIR']
  const worker = env['CZAR_WORKER']
  const missing = [projectDir ? [] : 'CZAR_PROJECT_DIR', worker ? [] : 'CZAR_WORKER'].flat()
  if (!projectDir || !worker) {
    throw new UsageError(`this works only in a worker's pane: ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set`, {
      hint: 'czar attach WORKER',
    })
  }
  if (!isAbsolute(projectDir))
    throw new UsageError(`CZAR_PROJECT_DIR is not an absolute path: ${projectDir}`, { hint: 'czar attach WORKER' })
  return { projectDir, worker: worker as WorkerId }
}
