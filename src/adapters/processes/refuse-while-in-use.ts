import { PreconditionError } from '../../core/model/errors.ts'
import { nameUsers } from './name-users.ts'
import { processesInside } from './processes-inside.ts'

/** Throws while processes work in a folder that is to be removed. The error names the processes, and a command that works in any case. */
export async function refuseWhileInUse(folder: string): Promise<void> {
  const pids = await processesInside(folder)
  if (pids.length === 0) return
  const { text, hint } = nameUsers(pids, 'run the same again')
  throw new PreconditionError(`${folder} is not removed: ${text} in it`, { hint })
}
