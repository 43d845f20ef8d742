import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { AgentObservation } from '../../../core/ports/agents-port.ts'
import { followDirectory } from './follow-directory.ts'
import { createSignalReader, type RawSignal } from './read-signals.ts'

export interface SignalChannel {
  readonly refresh: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface SignalListeners {
  /** What one signal says: null when it is malformed, empty when it says nothing of interest. */
  readonly translate: (signal: RawSignal) => readonly AgentObservation[] | null
  readonly observe: (observation: AgentObservation) => void
  readonly note: (text: string) => void
}

/** Of turns, and of sums that grow, the newest say all. */
const PASSING: ReadonlySet<AgentObservation['kind']> = new Set(['turn', 'usage'])

/** Where the agents of one incarnation leave their signals. */
export function signalsDirectory(incarnationDirectory: string): string {
  return join(incarnationDirectory, 'signals')
}

/** Reads the signals that are there already, then follows. Resolves when those already there were told. */
export async function watchSignals(directory: string, { translate, observe, note }: SignalListeners): Promise<SignalChannel> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const reader = createSignalReader(
    directory,
    signal => {
      const observations = translate(signal)
      if (observations === null) return 'malformed'
      for (const observation of observations) observe(observation)
      return observations.every(({ kind }) => PASSING.has(kind)) ? 'passing' : 'keep'
    },
    note,
  )
  let closed = false
  const look = async (): Promise<void> => {
    if (!closed) await reader.scan().catch((error: Error) => note(`cannot read ${directory}: ${error.message}`))
  }
  // Watch first, then read: what arrives in between is found by either.
  const follower = followDirectory(directory, name => (name?.startsWith('.') ? undefined : void look()), note)
  await look()
  return {
    refresh: look,
    close: async () => {
      closed = true
      follower.close()
    },
  }
}
