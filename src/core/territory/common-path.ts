import { type Automaton, globAutomaton, type UnitSet } from './glob-automaton.ts'
import { parseGlob } from './parse-glob.ts'

/**
 * Returns a path that both patterns match, or null if there is none. The answer is exact for every pattern that parseGlob accepts. It
 * follows both patterns at the same time and looks at short paths first, so the returned path is as short as possible.
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

/** Whether the patterns begin with different plain text. Most pairs do, so no more work is needed for them. */
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
  /** Whether the current part of the path has no character yet. A path has no empty parts, so it must get one. */
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
    // A step that takes no character goes to the front of the queue, so that shorter paths still come first.
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
      // One character is enough, because every character that both patterns accept here leads to the same place in both.
      const unit = walk.alphabet.find(unit => contains(mine.on, unit) && contains(theirs.on, unit) && !(unit === 47 && place.fresh))
      if (unit === undefined) continue
      places.push({ left: mine.to, right: theirs.to, fresh: unit === 47, path: place.path + String.fromCharCode(unit) })
    }
  }
  return places
}

/**
 * Returns the first and last character of each range, and the characters next to them. Whatever sets of characters the patterns tell apart,
 * each has a member among these.
 */
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
