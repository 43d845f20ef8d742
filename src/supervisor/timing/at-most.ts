import type { Clock } from '../../core/ports/ports.ts'

/**
 * Resolves with the value of the promise, or with null if the promise rejected or took longer than `ms`. The timer is cancelled
 * afterwards, because it would keep the process alive.
 */
export async function atMost<Value>(clock: Clock, ms: number, coming: Promise<Value>): Promise<Value | null> {
  const late = Promise.withResolvers<null>()
  const cancel = clock.at(clock.now() + ms, () => late.resolve(null))
  try {
    return await Promise.race([coming.catch(() => null), late.promise])
  } finally {
    cancel()
  }
}
