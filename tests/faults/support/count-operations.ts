import { ToolError } from '../../../src/core/model/errors.ts'

/** What happens at the operation that is counted out: it fails; it is done and its answer is lost; the czar dies before it, or after it. */
export type Mishap = 'fails' | 'answer-lost' | 'killed-before' | 'killed-after'

export interface Counter {
  /** How many operations there were so far. */
  readonly count: () => number
  /** What the operation was at which it happened; null: it did not come to it. */
  readonly struck: () => string | null
  /** The hand, every call of which is counted, but those that only compute. */
  readonly watch: <Hand extends object>(name: string, hand: Hand, uncounted?: readonly (keyof Hand)[]) => Hand
}

export interface CounterOptions {
  readonly at: number
  readonly mishap: Mishap
  /** The czar is gone: nothing that comes after may happen. */
  readonly kill: () => void
  readonly isDead: () => boolean
  /** A hand moves; what is returned says that it rests again. */
  readonly begin: () => () => void
  /** Asked before each operation, with its number: how the world makes it fail; null: it does not. */
  readonly hinder?: (name: string, number: number) => Error | null
}

/** Thrown to whoever waits for an answer at once, in a czar that is gone. */
class Killed extends Error {}

type Call = (...args: unknown[]) => unknown

export function createCounter({ at, mishap, kill, isDead, begin, hinder = () => null }: CounterOptions): Counter {
  let count = 0
  let struck: string | null = null

  function call(name: string, deed: () => unknown): unknown {
    if (isDead()) return nothing(name)
    count += 1
    const hindrance = hinder(name, count)
    if (hindrance !== null) return refuse(name, hindrance)
    if (count !== at) return moving(deed)
    struck = name
    switch (mishap) {
      case 'fails':
        return refuse(name, failure(name, 'failed'))
      case 'answer-lost':
        return lose(name, deed)
      case 'killed-before':
        kill()
        return nothing(name)
      case 'killed-after':
        return killAfter(name, deed)
    }
  }

  function moving(deed: () => unknown): unknown {
    const rest = begin()
    const answer = attempt(deed, rest)
    if (!(answer instanceof Promise)) {
      rest()
      return answer
    }
    // A czar that was killed meanwhile hears of nothing any more.
    return answer.finally(rest).then(
      value => (isDead() ? new Promise(() => {}) : value),
      (error: unknown) => (isDead() ? new Promise(() => {}) : Promise.reject(error)),
    )
  }

  /** The deed is done in the world, and whoever asked for it hears of a failure. */
  function lose(name: string, deed: () => unknown): unknown {
    // A transaction has no such state: it is written or it is not.
    if (isSync(name)) return refuse(name, failure(name, 'failed'))
    return (moving(deed) as Promise<unknown>).then(() => Promise.reject(failure(name, 'timeout')))
  }

  function killAfter(name: string, deed: () => unknown): unknown {
    const answer = moving(deed)
    if (answer instanceof Promise) {
      answer.then(kill, kill)
      return new Promise(() => {})
    }
    kill()
    return nothing(name)
  }

  function watch<Hand extends object>(name: string, hand: Hand, uncounted: readonly (keyof Hand)[] = []): Hand {
    return new Proxy(hand, {
      get(target, property) {
        const value: unknown = Reflect.get(target, property)
        if (typeof value !== 'function') return value
        if (uncounted.includes(property as keyof Hand)) return value.bind(target)
        return (...args: readonly unknown[]) => call(`${name}.${String(property)}`, () => (value as Call).apply(target, [...args]))
      },
    })
  }

  return { count: () => count, struck: () => struck, watch }
}

/** These answer at once; everything else promises to. */
const SYNCHRONOUS = ['ledger.append', 'texts.render', 'texts.kept']

function isSync(name: string): boolean {
  return SYNCHRONOUS.includes(name)
}

function nothing(name: string): unknown {
  if (isSync(name)) throw new Killed(`killed at ${name}`)
  return new Promise(() => {})
}

function refuse(name: string, error: Error): unknown {
  if (isSync(name)) throw error
  return Promise.reject(error)
}

function failure(name: string, reason: 'failed' | 'timeout'): ToolError {
  return new ToolError(`${name} was made to fail`, { command: [name], reason })
}

function attempt(deed: () => unknown, rest: () => void): unknown {
  try {
    return deed()
  } catch (error) {
    rest()
    throw error
  }
}
