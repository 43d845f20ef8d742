import type { GlobSegment, GlobToken } from './parse-glob.ts'

/** A set of characters (UTF-16 units). If `negated` is set, it has all characters except those in the ranges. */
export interface UnitSet {
  readonly negated: boolean
  readonly ranges: readonly (readonly [number, number])[]
}

/** A pattern as a nondeterministic automaton, which reads the characters of a path. It begins in state 0. */
export interface Automaton {
  readonly states: readonly AutomatonState[]
  readonly accept: number
}

interface AutomatonState {
  readonly steps: { readonly on: UnitSet; readonly to: number }[]
  /** The states that can be reached without reading a character. */
  readonly free: number[]
}

const SLASH: UnitSet = { negated: false, ranges: [[47, 47]] }
const NOT_SLASH: UnitSet = { negated: true, ranges: [[47, 47]] }

/** Builds the automaton of a pattern without braces. */
export function globAutomaton(segments: readonly GlobSegment[]): Automaton {
  const states: AutomatonState[] = [newState()]
  let end = 0
  let needsSlash = false
  segments.forEach((segment, index) => {
    if (segment === 'globstar') {
      end =
        index === segments.length - 1
          ? addTail(states, end, needsSlash, endsWithStar(segments[index - 1]))
          : addMiddle(states, end, needsSlash)
      needsSlash = false
      return
    }
    if (needsSlash) end = addStep(states, end, SLASH)
    for (const token of segment) end = addToken(states, end, token)
    needsSlash = true
  })
  return { states, accept: end }
}

/** Adds a `**` that stands between parts of a path. It matches nothing, or any number of whole parts, each with its slash. */
function addMiddle(states: AutomatonState[], from: number, needsSlash: boolean): number {
  const start = needsSlash ? addStep(states, from, SLASH) : from
  const loop = addState(states)
  free(states, start, loop)
  const inside = addStep(states, loop, NOT_SLASH)
  states[inside]?.steps.push({ on: NOT_SLASH, to: inside }, { on: SLASH, to: loop })
  return loop
}

/** Adds a `/**` at the end, which matches everything below. picomatch 4.0.7 lets it also match the folder itself, except after a `*`. */
function addTail(states: AutomatonState[], from: number, needsSlash: boolean, mustDescend: boolean): number {
  const below = needsSlash ? addStep(states, from, SLASH) : from
  const inside = addStep(states, below, NOT_SLASH)
  states[inside]?.steps.push({ on: NOT_SLASH, to: inside }, { on: SLASH, to: below })
  const end = addState(states)
  free(states, inside, end)
  if (needsSlash && !mustDescend) free(states, from, end)
  return end
}

function addToken(states: AutomatonState[], from: number, token: GlobToken): number {
  if (token.kind === 'one') {
    // No set of characters in brackets matches a slash. So if the set is negated, the slash is added to its exceptions.
    return addStep(states, from, token.negated ? { negated: true, ranges: [...token.ranges, [47, 47]] } : token)
  }
  const loop = addState(states)
  free(states, from, loop)
  states[loop]?.steps.push({ on: NOT_SLASH, to: loop })
  return loop
}

function endsWithStar(segment: GlobSegment | undefined): boolean {
  return segment !== undefined && segment !== 'globstar' && segment.at(-1)?.kind === 'star'
}

function addStep(states: AutomatonState[], from: number, on: UnitSet): number {
  const to = addState(states)
  states[from]?.steps.push({ on, to })
  return to
}

function free(states: AutomatonState[], from: number, to: number): void {
  states[from]?.free.push(to)
}

function addState(states: AutomatonState[]): number {
  return states.push(newState()) - 1
}

function newState(): AutomatonState {
  return { steps: [], free: [] }
}
