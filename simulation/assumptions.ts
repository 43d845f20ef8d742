import { CONDUCT, type Conduct } from './agents/behaviours.ts'

const NAMES = Object.keys(CONDUCT) as (keyof Conduct)[]

/** A switch for each assumption, for `parseArgs`: gatesBlind is --gates-blind. */
export const ASSUMPTION_SWITCHES = Object.fromEntries(NAMES.map(name => [switchOf(name), { type: 'string' }])) as Record<
  string,
  { readonly type: 'string' }
>

/** The assumptions that were given on the command line; a value that is no number is refused. */
export function readAssumptions(values: Readonly<Record<string, unknown>>): Partial<Conduct> {
  const given: Partial<Record<keyof Conduct, number>> = {}
  for (const name of NAMES) {
    const text = values[switchOf(name)]
    if (text === undefined) continue
    const value = Number(text)
    if (text === '' || !Number.isFinite(value) || value < 0) throw new Error(`--${switchOf(name)} needs a number, not ${String(text)}`)
    given[name] = value
  }
  return given
}

function switchOf(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
}
