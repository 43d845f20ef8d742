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
  /** The observations in one signal. Null if the signal is malformed, empty if it has nothing that czar uses. */
  readonly translate: (signal: RawSignal) => readonly AgentObservation[] | null
  readonly observe: (observation: AgentObservation) => void
  readonly note: (text: string) => void
}

/** Signals of which only the newest matters, so their files need not be kept. */
const PASSING: ReadonlySet<AgentObservation['kind']> = new Set(['turn', 'usage'])

/** Where the agent of one incarnation writes its signals. */
export function signalsDirectory(incarnationDirectory: string): string {
  return join(incarnationDirectory, 'signals')
}

/** Reads the existing signals, then follows the directory. Resolves when the existing signals are reported. */
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
  // Watch before reading, so that no signal is lost in between.
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
