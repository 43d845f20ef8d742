import { type Automaton, globAutomaton, type UnitSet } from './glob-automaton.ts'
import { parseGlob } from './parse-glob.ts'

/**
 * A path that both patterns match; null: there is none. The answer is exact for every pattern that parseGlob accepts.
 * Both automata are walked together, shortest path first, so the example is as short as possible.
 */
export function commonPath(left: string, right: string): string | null {
  if (partEarly(left, right)) return null
  const [one, other] = [parseGlob(left), parseGlob(right)]
  if ('problem' in one || 'problem' in other) return null
  let best: string | null = null
  for (const leftSegments of one.alternatives) {
    for (const rightSegments of other.alternatives) {
      const path = walkTogether(globAutomaton(leftSegments), globAutomaton(rightSegments))
      if (path !== null && (best === null || path.length < best.length)) best = path
    }
  }
  return best
}

/** Whether the literal beginnings differ. Most pairs of patterns do, and need no automata. */
function partEarly(left: string, right: string): boolean {
  const [mine, theirs] = [left.split('/'), right.split('/')]
  for (let index = 0; index < Math.min(mine.length, theirs.length); index++) {
    const [one, other] = [mine[index] ?? '', theirs[index] ?? '']
    if (!/^[\w.-]+$/.test(one) || !/^[\w.-]+$/.test(other)) return false
    if (one !== other) return true
  }
  return false
}

interface Place {
  readonly left: number
  readonly right: number
  /** Whether the current part of the path has no character yet: paths have no empty parts. */
  readonly fresh: boolean
  readonly path: string
}

function walkTogether(left: Automaton, right: Automaton): string | null {
  const alphabet = candidates([left, right])
  const queue: Place[] = [{ left: 0, right: 0, fresh: true, path: '' }]
  const seen = new Set<string>()
  for (let place = queue.shift(); place !== undefined; place = queue.shift()) {
    const key = `${place.left} ${place.right} ${place.fresh}`
    if (seen.has(key)) continue
    seen.add(key)
    if (place.left === left.accept && place.right === right.accept && !place.fresh) return place.path
    // Steps that consume no character go to the front of the queue, so that shorter paths still come first.
    queue.unshift(...freeSteps(place, left, right))
    queue.push(...readSteps(place, { left, right, alphabet }))
  }
  return null
}

function freeSteps(place: Place, left: Automaton, right: Automaton): Place[] {
  const ofLeft = (left.states[place.left]?.free ?? []).map(to => ({ ...place, left: to }))
  const ofRight = (right.states[place.right]?.free ?? []).map(to => ({ ...place, right: to }))
  return [...ofLeft, ...ofRight]
}

function readSteps(place: Place, walk: { left: Automaton; right: Automaton; alphabet: readonly number[] }): Place[] {
  const places: Place[] = []
  for (const mine of walk.left.states[place.left]?.steps ?? []) {
    for (const theirs of walk.right.states[place.right]?.steps ?? []) {
      // One unit is enough, because all units that both automata accept here lead to the same pair of states.
      const unit = walk.alphabet.find(unit => contains(mine.on, unit) && contains(theirs.on, unit) && !(unit === 47 && place.fresh))
      if (unit === undefined) continue
      places.push({ left: mine.to, right: theirs.to, fresh: unit === 47, path: place.path + String.fromCharCode(unit) })
    }
  }
  return places
}

/** The boundaries of all ranges, and their neighbours. Each set of units that the patterns can tell apart has a member among them. */
function candidates(automata: readonly Automaton[]): readonly number[] {
  const units = new Set([...'abcxyz_0'].map(character => character.charCodeAt(0)))
  for (const { states } of automata) {
    for (const { on } of states.flatMap(state => state.steps)) {
      for (const [low, high] of on.ranges) for (const unit of [low, high, low - 1, high + 1]) units.add(unit)
    }
  }
  return [...units].filter(unit => unit > 0 && unit <= 0xffff)
}

function contains(set: UnitSet, unit: number): boolean {
  return set.ranges.some(([low, high]) => unit >= low && unit <= high) !== set.negated
}
