import type { ModelPrice } from '../../core/model/model-price.ts'
import type { AgentProfile } from '../../core/model/project.ts'
import { lazyRecord } from '../lazy-record.ts'
import { type Problem, quote } from '../problem.ts'
import type { AgentInput, BuiltInAgent } from '../schema/agent-schema.ts'
import { didYouMean } from '../text/did-you-mean.ts'

export interface ProfileSources {
  readonly builtIn: Readonly<Record<string, BuiltInAgent>>
  readonly own: Readonly<Record<string, AgentInput | null>>
}

export interface ResolvedProfiles {
  /** The profiles by name. A profile is null if its name is known but its text has a mistake, which is already reported. */
  readonly profiles: Readonly<Record<string, AgentProfile | null>>
  readonly problems: readonly Problem[]
}

/**
 * Every known profile with all keys that it inherits. The project's own profiles come first, and then the built-in profiles that they do
 * not replace.
 */
export function resolveProfiles(sources: ProfileSources): ResolvedProfiles {
  const problems: Problem[] = []
  const builtIn = Object.keys(sources.builtIn).filter(name => !Object.hasOwn(sources.own, name))
  const profiles = lazyRecord<AgentProfile | null>(builtIn, name => resolveBuiltIn(name, sources))
  for (const name of Object.keys(sources.own)) {
    const resolved = resolveOwn(name, sources, [])
    profiles[name] = resolved !== null && 'message' in resolved ? null : resolved
    if (resolved !== null && 'message' in resolved) problems.push(resolved)
  }
  return { profiles, problems }
}

function resolveOwn(name: string, sources: ProfileSources, trail: readonly string[]): AgentProfile | Problem | null {
  const input = sources.own[name] ?? null
  if (input === null) return null
  const parentName = input.extends ?? (name in sources.builtIn ? name : 'command')
  const path = [...trail, name]
  // A profile that extends its own name changes the built-in profile of that name.
  const isOwn = parentName !== name && Object.hasOwn(sources.own, parentName)
  if (isOwn && path.includes(parentName)) return cycleProblem(path.slice(path.indexOf(parentName)))
  const parent = isOwn ? resolveOwn(parentName, sources, path) : resolveBuiltIn(parentName, sources)
  if (parent === null && !isOwn) return { path: ['agents', name, 'extends'], message: unknownProfile(parentName, sources) }
  return parent === null || 'message' in parent ? parent : merge(name, parent, input)
}

/**
 * Reports profiles that extend each other in a cycle. The message begins with the alphabetically first name, so that it is the same
 * wherever the search began.
 */
function cycleProblem(cycle: readonly string[]): Problem {
  const first = cycle.toSorted()[0] ?? ''
  const start = cycle.indexOf(first)
  const rotated = [...cycle.slice(start), ...cycle.slice(0, start), first]
  return { path: ['agents', first, 'extends'], message: `profiles extend each other in a cycle: ${rotated.join(' → ')}` }
}

/** The message `there is no agent profile …`, with the known name that is most similar. */
export function unknownProfile(name: string, { builtIn, own }: ProfileSources): string {
  const known = [...new Set([...Object.keys(own), ...Object.keys(builtIn)])]
  return `there is no agent profile ${quote(name)}${didYouMean(name, known) || `; there are: ${known.join(', ')}`}`
}

function merge(name: string, parent: AgentProfile, input: AgentInput): AgentProfile {
  return {
    ...parent,
    name,
    command: input.command ?? parent.command,
    env: { ...parent.env, ...textValues(input.env) },
    passEnv: [...new Set([...parent.passEnv, ...input.pass_env])],
    ready: input.ready ?? parent.ready,
    busy: input.busy ?? parent.busy,
    dialogs: [...input.dialogs, ...parent.dialogs],
    limits: [...input.limits, ...parent.limits],
    models: { ...parent.models, ...mapValues(input.models, buildPrice) },
    model: input.model ?? parent.model,
    modelFlag: input.model_flag ?? parent.modelFlag,
    mcp: input.mcp ?? parent.mcp,
    account: input.account ?? parent.account,
    quit: input.quit ?? parent.quit,
    input: input.input ?? parent.input,
    maxChars: input.max_chars ?? parent.maxChars,
    settleMs: input.settle ?? parent.settleMs,
    enterDelayMs: input.enter_delay ?? parent.enterDelayMs,
    startWithinMs: input.start_within ?? parent.startWithinMs,
    concurrency: input.concurrency ?? parent.concurrency,
  }
}

function resolveBuiltIn(name: string, { builtIn }: ProfileSources): AgentProfile | null {
  const input = Object.hasOwn(builtIn, name) ? builtIn[name] : undefined
  if (input === undefined) return null
  const defaults: AgentProfile = { ...DEFAULTS, name, kind: input.kind, resumes: input.resumes }
  return merge(name, defaults, input)
}

/** The values of keys that a profile's file leaves out. */
const DEFAULTS: Omit<AgentProfile, 'name' | 'kind' | 'resumes'> = {
  command: [],
  env: {},
  passEnv: [],
  ready: null,
  busy: null,
  dialogs: [],
  limits: [],
  models: {},
  model: null,
  modelFlag: null,
  mcp: false,
  account: null,
  quit: ['C-c'],
  input: 'paste',
  maxChars: 100_000,
  settleMs: 1000,
  enterDelayMs: 400,
  startWithinMs: 60_000,
  concurrency: null,
}

function buildPrice(price: AgentInput['models'][string]): ModelPrice {
  const { input, output, cache_read: cacheRead, cache_write: cacheWrite } = price
  return { input, output, cacheRead, cacheWrite, cacheWriteHour: price.cache_write_1h ?? null, context: price.context ?? null }
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}

function textValues(env: AgentInput['env']): Record<string, string> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, String(value)]))
}
