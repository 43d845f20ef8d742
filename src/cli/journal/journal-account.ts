import { existsSync } from 'node:fs'
import { type JournalReader, openJournalReader } from '../../adapters/journal/journal-reader.ts'
import { journalFile } from '../../adapters/journal/open-database.ts'
import { deliveryOfEffect } from '../../core/model/effect-id.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import type { Journaled } from '../../core/model/event.ts'
import type { State } from '../../core/model/state.ts'
import { emptyState } from '../../core/state/empty.ts'
import { fold } from '../../core/state/fold.ts'

/** Everything that a journal says, read without writing to it: what is left of a damaged one must not be touched. */
export interface JournalAccount {
  readonly state: State
  /** null: there is no journal, or one of an earlier version. */
  readonly id: string | null
  readonly checksumAt: (seq: number) => string | null
  /** The last incarnation that was to be started, by worker. */
  readonly started: ReadonlyMap<string, number>
  /** The messages that were pasted, or were just to be. */
  readonly given: ReadonlySet<string>
}

/** Reads the whole journal of a project; JournalCorrupt when it is damaged. `asked`: numbers whose checksum is wanted. */
export function readAccount(projectDir: string, asked: readonly number[]): JournalAccount {
  const started = new Map<string, number>()
  const given = new Set<string>()
  let state = emptyState
  const reader = openJournalIfAny(projectDir)
  if (reader === null) return { state, id: null, checksumAt: () => null, started, given }
  try {
    for (let page = reader.read(0); page.length > 0; page = reader.read(state.seq)) {
      for (const event of page) {
        state = fold(state, event)
        noteStart(started, event)
        noteDelivery(given, event)
      }
    }
    const checksums = new Map(asked.map(seq => [seq, reader.checksumAt(seq)]))
    return { state, id: reader.id(), checksumAt: seq => checksums.get(seq) ?? null, started, given }
  } finally {
    reader.close()
  }
}

/** null: there is none, or a database without tables, as it is left when the write-ahead log of a new journal is lost. */
export function openJournalIfAny(projectDir: string): JournalReader | null {
  if (!existsSync(journalFile(projectDir))) return null
  try {
    return openJournalReader({ projectDir })
  } catch (error) {
    if (error instanceof PreconditionError && error.message.startsWith('there is no journal')) return null
    throw error
  }
}

/** The intent is journalled before the session is made, and the start after it: a crash in between leaves the intent alone. */
function noteStart(started: Map<string, number>, event: Journaled): void {
  const [worker, incarnation] = startOf(event)
  if (worker !== null) started.set(worker, Math.max(started.get(worker) ?? 0, incarnation))
}

/** The intent is journalled before the paste. */
function noteDelivery(given: Set<string>, event: Journaled): void {
  if (event.kind !== 'effect.intended') return
  const delivery = deliveryOfEffect(event.effect)
  if (delivery !== null) given.add(delivery.message)
}

function startOf(event: Journaled): readonly [string, number] | readonly [null] {
  if (event.kind === 'agent.started') return [event.worker, event.incarnation]
  if (event.kind !== 'effect.intended' || event.action !== 'start_agent' || event.worker === null) return [null]
  return [event.worker, Number(event.effect.split(':').at(-1))]
}
