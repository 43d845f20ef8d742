import type { Clock } from '../core/ports/ports.ts'

/** What comes of it within so many ms; null: it failed, or took longer. No timer stays behind, for that would keep the process. */
export async function atMost<Value>(clock: Clock, ms: number, coming: Promise<Value>): Promise<Value | null> {
  const late = Promise.withResolvers<null>()
  const cancel = clock.at(clock.now() + ms, () => late.resolve(null))
  try {
    return await Promise.race([coming.catch(() => null), late.promise])
  } finally {
    cancel()
  }
}
