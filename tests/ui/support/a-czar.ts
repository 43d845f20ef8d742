import type { Command, CommandAnswer } from '../../../src/core/events/command.ts'
import type { Journaled } from '../../../src/core/events/event.ts'
import type { ScreenView } from '../../../src/core/views/screen.ts'
import type { StatusView } from '../../../src/core/views/status.ts'
import type { Gone } from '../../../src/ui/dashboard/model.ts'
import type { World } from '../../../src/ui/dashboard/world.ts'

export interface TestCzar {
  readonly world: World
  readonly show: (view: StatusView) => void
  readonly tell: (event: Journaled) => void
  readonly draw: (screen: ScreenView) => void
  /** Breaks the connection. New connections fail until the czar comes back. `why` says why no czar will be relaunched, if that is known. */
  readonly hangUp: (why?: Gone | null) => void
  readonly comeBack: () => void
  /** Moves the clock on without an event. */
  readonly pass: (ms: number) => void
  readonly performed: Command[]
  readonly attached: string[]
  /** The workers whose terminals are being watched. */
  readonly watched: Set<string>
}

/** A stand-in for the czar that shows what the test wants, on a clock that only the test moves. */
export function aCzar(first: StatusView, answer: CommandAnswer = { ok: true, message: 'done' }): TestCzar {
  const views = new Set<(view: StatusView) => void>()
  const events = new Set<(event: Journaled) => void>()
  const screens = new Map<string, (screen: ScreenView) => void>()
  const ends = new Set<() => void>()
  const performed: Command[] = []
  const attached: string[] = []
  let view = first
  let gone: Gone | null = null
  let isAway = false
  let passed = 0

  function subscription(close: () => void) {
    const end = Promise.withResolvers<void>()
    ends.add(end.resolve)
    return {
      ended: end.promise,
      close() {
        close()
        end.resolve()
      },
    }
  }

  return {
    performed,
    attached,
    watched: new Set(screens.keys()),
    show(next) {
      view = next
      for (const listener of views) listener(next)
    },
    tell(event) {
      for (const listener of events) listener(event)
    },
    draw: screen => screens.get(screen.worker)?.(screen),
    pass(ms) {
      passed += ms
    },
    hangUp(why = null) {
      gone = why
      isAway = true
      for (const end of ends) end()
    },
    comeBack() {
      gone = null
      isAway = false
    },
    world: {
      project: first.project,
      now: () => Date.parse(view.updated_at) + passed,
      sayHint: hint => hint,
      whyGone: () => gone,
      attach: async (worker, { readOnly }) => {
        attached.push(`${worker}${readOnly ? ' read-only' : ''}`)
        return null
      },
      diff: async worker => {
        attached.push(`diff ${worker}`)
        return null
      },
      czar: {
        watch: async listener => {
          if (isAway) throw new Error('connect ECONNREFUSED')
          views.add(listener)
          listener(view)
          return subscription(() => views.delete(listener))
        },
        stream: async (_after, listener) => {
          events.add(listener)
          return subscription(() => events.delete(listener))
        },
        watchScreen: async (worker, listener) => {
          screens.set(worker, listener)
          return subscription(() => screens.delete(worker))
        },
        perform: async command => {
          performed.push(command)
          return answer
        },
      },
    },
  }
}
