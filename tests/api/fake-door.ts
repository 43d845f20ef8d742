import type { CzarDoor } from '../../src/api/door.ts'
import type { Command, CommandAnswer } from '../../src/core/events/command.ts'
import type { Event, Journaled } from '../../src/core/events/event.ts'
import type { ScreenView } from '../../src/core/views/screen.ts'
import type { StatusView } from '../../src/core/views/status.ts'
import { aView } from '../support/builders/a-view.ts'

export interface FakeDoor extends CzarDoor {
  readonly performed: Command[]
  append(event: Event): number
  /** Changes the state of the fleet, and adds an event. */
  become(over: Partial<StatusView>): void
  /** Makes a terminal show this screen. If the screen is null, the terminal's session is gone. */
  draw(worker: string, screen: ScreenView | null): void
  listeners(): number
  /** Returns how many clients watch a worker's screen. */
  watchers(worker: string): number
  /** Returns how many times a client asked for the state of the fleet. */
  looks(): number
  /** Returns how many times a client asked for events. */
  reads(): number
}

const aResult = {
  task: 'api',
  worker: 'api',
  assignment: 'api.1',
  reported_at: '2026-11-20T22:30:00.000Z',
  verdict: 'verified' as const,
  branch: null,
  commit: '0123456789abcdef',
  title: 'it is built',
  path: 'results/api.md',
}

/** A stand-in for the czar that records requests and gives the answers it is told to give. */
export function fakeDoor({ answer = { ok: true, message: 'done' } }: { answer?: CommandAnswer } = {}): FakeDoor {
  const events: Journaled[] = []
  const listeners = new Set<(events: readonly Journaled[]) => void>()
  const watchers = new Map<string, Set<(screen: ScreenView | null) => void>>()
  const performed: Command[] = []
  let shown: Partial<StatusView> = {}
  let looks = 0
  let reads = 0
  const append = (event: Event) => {
    const journaled: Journaled = { ...event, seq: events.length + 1, at: 1_000 + events.length }
    events.push(journaled)
    for (const listener of listeners) listener([journaled])
    return journaled.seq
  }
  return {
    performed,
    append,
    become: over => {
      shown = { ...shown, ...over }
      append(note('the view changed'))
    },
    draw: (worker, screen) => {
      for (const listener of watchers.get(worker) ?? []) listener(screen)
    },
    listeners: () => listeners.size,
    watchers: worker => watchers.get(worker)?.size ?? 0,
    looks: () => looks,
    reads: () => reads,
    view: () => {
      looks++
      return aView({ ...shown, seq: events.length })
    },
    results: () => ({ version: 1, project: 'gateway', results: [aResult] }),
    result: task => (task === aResult.task ? 'the whole report' : null),
    perform: async command => {
      performed.push(command)
      return answer
    },
    eventsAfter: (seq, limit) => {
      reads++
      return events.slice(seq, seq + limit)
    },
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    attend: () => () => {},
    watchScreen: (worker, listener) => {
      const own = watchers.get(worker) ?? new Set()
      watchers.set(worker, own.add(listener))
      return () => own.delete(listener)
    },
  }
}

export function note(text: string): Event {
  return { kind: 'czar.stopped', reason: text }
}
