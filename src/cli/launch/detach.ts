import { spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import { CzarError } from '../../core/model/errors.ts'
import type { CliIo } from '../io.ts'
import { packageRoot } from '../package-root.ts'
import type { ProjectPlace } from '../project-place.ts'
import type { Handshake } from './handshake.ts'

/** Starts the supervisor in a process of its own that outlives this one, and waits for its first word. */
export async function detachSupervisor(file: string, place: ProjectPlace, io: CliIo): Promise<number> {
  const crash = openSync(join(place.directory, 'supervisor.err'), 'w', 0o600)
  const child = spawn(process.execPath, [join(packageRoot, 'bin', 'czar.js'), 'supervise', file], {
    cwd: io.cwd,
    env: { ...io.env },
    detached: true,
    stdio: ['ignore', crash, crash, 'ipc'],
  })
  const word = await new Promise<Handshake>((resolve, reject) => {
    child.once('message', message => resolve(message as Handshake))
    child.once('error', reject)
    child.once('exit', (status, signal) =>
      resolve({
        kind: 'failed',
        message: `the supervisor ended at once (${signal ?? `status ${status}`})`,
        hint: `see ${place.directory}/supervisor.err`,
        details: [],
        exitCode: 1,
      }),
    )
  })
  child.disconnect()
  child.unref()
  if (word.kind === 'supervising') return word.pid
  throw new CzarError('launch', word.exitCode, word.message, { hint: word.hint ?? undefined, details: word.details })
}
