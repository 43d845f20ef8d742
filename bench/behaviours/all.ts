import type { Behaviour } from './behaviour.ts'
import { asks } from './programs/asks.ts'
import { claims } from './programs/claims.ts'
import { dies } from './programs/dies.ts'
import { gates } from './programs/gates.ts'
import { honest } from './programs/honest.ts'
import { loops } from './programs/loops.ts'
import { stops } from './programs/stops.ts'
import { strays } from './programs/strays.ts'

export const CLASSES: Readonly<Record<string, Readonly<Record<string, Behaviour>>>> = {
  honest,
  stops,
  loops,
  dies,
  claims,
  strays,
  asks,
  gates,
}

/** The behaviours by name. The name is also the worker's id and the folder of its task. */
export const BEHAVIOURS: Readonly<Record<string, Behaviour>> = Object.assign({}, ...Object.values(CLASSES))
