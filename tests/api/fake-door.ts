import type { CzarDoor } from '../../src/api/door.ts'
import type { Command, CommandAnswer } from '../../src/core/model/command.ts'
import type { Event, Journaled } from '../../src/core/model/event.ts'
import { aView } from '../support/a-view.ts'

export interface FakeDoor extends CzarDoor {
  readonly performed: Command[]
  append(event: Event): number
  listeners(): number
}

/** A czar that remembers what it was asked and answers as told. */
export function fakeDoor({ answer = { ok: true, message: 'done' } }: { answer?: CommandAnswer } = {}): FakeDoor {
  const events: Journaled[] = []
  const listeners = new Set<(seq: number) => void>()
  const performed: Command[] = []
  return {
    performed,
    listeners: () => listeners.size,
    view: () => aView({ seq: events.length }),
    perform: async command => {
      performed.push(command)
      return answer
    },
    eventsAfter: (seq, limit) => events.slice(seq, seq + limit),
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    append: event => {
      const seq = events.push({ ...event, seq: events.length + 1, at: 1_000 + events.length })
      for (const listener of listeners) listener(seq)
      return seq
    },
  }
}

export function note(text: string): Event {
  return { kind: 'czar.stopped', reason: text }
}
