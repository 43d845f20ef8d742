import { writeLetters } from '../../adapters/status/letters.ts'
import type { State } from '../../core/state/types/state.ts'
import type { WorkerState } from '../../core/state/types/worker-state.ts'
import type { Log } from '../../supervisor/hands.ts'

/**
 * Writes the messages that each worker got from others to a file that the worker can read. When a czar starts, missing files are written
 * again.
 */
export function keepLetters(projectDir: string, log: Log): (state: State) => void {
  const kept = new Map<string, WorkerState['letters']>()
  let seen: State['workers'] | null = null

  function keep({ id, letters }: WorkerState): void {
    if (kept.get(id) === letters) return
    const { read, received } = letters
    try {
      if (received.length > 0) writeLetters(projectDir, id, { read, received: [...received] })
      kept.set(id, letters)
    } catch (error) {
      log.warn({ error: String(error), worker: id }, 'letters')
    }
  }

  return ({ workers }) => {
    if (workers === seen) return
    seen = workers
    for (const worker of Object.values(workers)) keep(worker)
  }
}
