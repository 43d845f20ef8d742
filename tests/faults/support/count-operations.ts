import { ToolError } from '../../../src/core/model/errors.ts'

/**
 * What happens at the chosen operation. The operation fails, or it succeeds but its answer is lost, or the czar dies before or after it.
 */
export type Mishap = 'fails' | 'answer-lost' | 'killed-before' | 'killed-after'

export interface Counter {
  /** How many operations there have been so far. */
  readonly count: () => number
  /** Returns the operation at which the fault happened, or null if the run ended earlier. */
  readonly struck: () => string | null
  /** Makes an object whose calls are counted. Calls that only compute are not. */
  readonly watch: <Hand extends object>(name: string, hand: Hand, uncounted?: readonly (keyof Hand)[]) => Hand
}

export interface CounterOptions {
  readonly at: number
  readonly mishap: Mishap
  /** The czar is dead from here on. Nothing more may happen. */
  readonly kill: () => void
  readonly isDead: () => boolean
  /** Marks that something outside the czar is working. The returned function marks its end. */
  readonly begin: () => () => void
  /** Called before each operation with its number. Returns the error with which the operation fails, or null. */
  readonly hinder?: (name: string, number: number) => Error | null
}

/** A dead czar's synchronous calls throw this. */
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
    // If the czar was killed in the meantime, its promise never settles.
    return answer.finally(rest).then(
      value => (isDead() ? new Promise(() => {}) : value),
      (error: unknown) => (isDead() ? new Promise(() => {}) : Promise.reject(error)),
    )
  }

  /** The operation happens, and its caller gets an error. */
  function lose(name: string, deed: () => unknown): unknown {
    // A transaction cannot lose its answer: it is either written or not.
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

/** Calls that answer synchronously. All other calls return a promise. */
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
