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
  /** Translates one signal into observations. null: the signal is malformed. Empty: it contains nothing that czar uses. */
  readonly translate: (signal: RawSignal) => readonly AgentObservation[] | null
  readonly observe: (observation: AgentObservation) => void
  readonly note: (text: string) => void
}

/** Kinds of signals of which only the newest counts, so that the files of the others need not be kept. */
const REMOVABLE: ReadonlySet<AgentObservation['kind']> = new Set(['turn', 'usage'])

/** The directory in which an agent, in one of its starts, writes its signals. */
export function signalsDirectory(incarnationDirectory: string): string {
  return join(incarnationDirectory, 'signals')
}

/** Reads the existing signals, and then each new one. Resolves when the existing signals have been passed on. */
export async function watchSignals(directory: string, { translate, observe, note }: SignalListeners): Promise<SignalChannel> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const reader = createSignalReader(
    directory,
    signal => {
      const observations = translate(signal)
      if (observations === null) return 'malformed'
      for (const observation of observations) observe(observation)
      return observations.every(({ kind }) => REMOVABLE.has(kind)) ? 'removable' : 'keep'
    },
    note,
  )
  let closed = false
  const look = async (): Promise<void> => {
    if (!closed) await reader.scan().catch((error: Error) => note(`cannot read ${directory}: ${error.message}`))
  }
  // The watch starts before the reading, so that no signal is missed in between.
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
