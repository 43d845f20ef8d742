/** One step, as written in the task. */
export interface Step {
  readonly name: StepName
  readonly value: unknown
  /** Whether every agent of the worker that reaches the step repeats it. Otherwise steps such as crash, stall and idle run only once. */
  readonly always: boolean
  /** The number of the agent that runs the step. The worker's other agents skip it. */
  readonly onlyIncarnation: number | null
}

export const STEP_NAMES = [
  'ack',
  'ask',
  'blocked',
  'checkout',
  'commit',
  'crash',
  'done',
  'edit',
  'exit',
  'handoff',
  'idle',
  'lie',
  'limit',
  'note',
  'permission',
  'print',
  'report',
  'run',
  'say',
  'spawn_child',
  'stall',
  'usage',
  'wait_for',
] as const
export type StepName = (typeof STEP_NAMES)[number]

/** Reads the steps from a YAML list of maps with one key, or of bare names. Throws an error that names the wrong item. */
export async function readSteps(text: string): Promise<readonly Step[]> {
  // The package is loaded only here, so that the program starts 30 ms sooner.
  const { parse } = await import('yaml')
  const list: unknown = parse(text)
  if (list === null) return []
  if (!Array.isArray(list)) throw new Error('the steps are not a list')
  return list.map(readStep)
}

function readStep(item: unknown, at: number): Step {
  const [name, value] = typeof item === 'string' ? [item, null] : singleEntry(item, at)
  const known = STEP_NAMES.find(each => each === name)
  if (known === undefined) throw new Error(`step ${at + 1}: ${name} is not one of ${STEP_NAMES.join(', ')}`)
  const only = field(value, 'only_incarnation')
  return { name: known, value, always: field(value, 'always') === true, onlyIncarnation: typeof only === 'number' ? only : null }
}

function singleEntry(item: unknown, at: number): [string, unknown] {
  const entries = item !== null && typeof item === 'object' && !Array.isArray(item) ? Object.entries(item) : []
  const [entry] = entries
  if (entry === undefined || entries.length > 1) throw new Error(`step ${at + 1} is not a map with one key: ${JSON.stringify(item)}`)
  return entry
}

/** Returns a field of a step's value, or undefined if the value is not a map. */
export function field(value: unknown, name: string): unknown {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>)[name] : undefined
}

/** The text of a step: the step's value itself, or one of its fields, or else `otherwise`. */
export function textOf(value: unknown, name: string, otherwise: string): string {
  const text = typeof value === 'string' ? value : field(value, name)
  return text === undefined || text === null ? otherwise : String(text)
}

/** Reads a duration such as `500ms`, `10s`, `2m` or `forever`. */
export function durationMs(text: string): number {
  if (text === 'forever') return 2 ** 31 - 1
  const [, count, unit] = /^(\d+)(ms|s|m)$/.exec(text) ?? []
  if (count === undefined) throw new Error(`not a duration: ${text} (write 500ms, 10s, 2m or forever)`)
  return Number(count) * (unit === 'ms' ? 1 : unit === 's' ? 1000 : 60_000)
}
