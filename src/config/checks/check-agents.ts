import { AGENT_TRAITS, MCP_KINDS } from '../../core/model/agent-traits.ts'
import type { AgentProfile } from '../../core/model/project.ts'
import { AUTO, isAuto } from '../auto-agents.ts'
import { type ProfileSources, unknownProfile } from '../build/resolve-profiles.ts'
import type { Draft } from '../draft.ts'
import { attemptAgents } from '../expand-attempts.ts'
import { type Path, type Problem, quote } from '../problem.ts'

type Profiles = Readonly<Record<string, AgentProfile | null>>

/**
 * Checks that every named agent profile exists. The profile of a worker must also name a program, and that program must accept the worker's
 * settings.
 */
export function checkAgents(draft: Draft, profiles: Profiles, sources: ProfileSources): readonly Problem[] {
  const fallback = draft.workers.some(({ value }) => value !== null && attemptAgents(value).includes(undefined))
    ? draft.outline?.agent
    : undefined
  const named: { name: string; path: Path }[] = draft.workers.flatMap(({ path, value }) =>
    value?.agent === undefined ? [] : [{ name: value.agent, path: [...path, 'agent'] }],
  )
  for (const { path, value } of draft.workers) {
    const agents = typeof value?.attempts === 'object' ? value.attempts.agents : undefined
    for (const [index, name] of (agents ?? []).entries()) named.push({ name, path: [...path, 'attempts', 'agents', index] })
  }
  if (fallback !== undefined) named.push({ name: fallback, path: ['agent'] })
  const choices = (draft.outline?.auto_agents ?? []).map((name, index) => ({ name, path: ['auto_agents', index] as Path }))
  const unknown = [...named.filter(({ name }) => name !== AUTO), ...choices].flatMap(({ name, path }) => {
    if (!Object.hasOwn(profiles, name)) return [{ path, message: unknownProfile(name, sources) }]
    const profile = profiles[name]
    if (profile == null || AGENT_TRAITS[profile.kind].bringsProgram || profile.command.length > 0) return []
    return [
      { path, message: `agent ${quote(name)} has no program; give it a command under agents: ${name}: {extends: command, command: [...]}` },
    ]
  })
  return [...unknown, ...checkAuto(draft, named), ...checkModels(draft, profiles), ...checkMcp(draft, profiles)]
}

/** Checks that `agent: auto` has profiles to choose from, and that nothing else is called auto. */
function checkAuto({ outline, workers, agents }: Draft, named: readonly { name: string; path: Path }[]): readonly Problem[] {
  const first = named.find(({ name }) => name === AUTO)
  const isMissing = first !== undefined && outline !== null && (outline.auto_agents ?? []).length === 0
  const message = 'agent: auto needs the profiles to choose from, such as auto_agents: [claude, codex]'
  const models = workers.flatMap(({ path, value }) =>
    value?.model !== undefined && isAuto(value.agent, outline)
      ? [{ path: [...path, 'model'], message: 'a model belongs to one program; with agent: auto, the profiles name the models' }]
      : [],
  )
  return [
    ...(isMissing ? [{ path: first.path, message }] : []),
    ...models,
    ...(Object.hasOwn(agents, AUTO)
      ? [{ path: ['agents', AUTO], message: 'auto cannot be the name of a profile: agent: auto lets czar choose' }]
      : []),
  ]
}

function checkModels(draft: Draft, profiles: Profiles): readonly Problem[] {
  const ofWorkers = draft.workers.flatMap(({ path, value }) =>
    value?.model === undefined || isAuto(value.agent, draft.outline)
      ? []
      : [{ path: [...path, 'model'], name: value.agent ?? draft.outline?.agent ?? '' }],
  )
  const ofAgents = Object.entries(draft.agents).flatMap(([name, agent]) =>
    agent?.model === undefined ? [] : [{ path: ['agents', name, 'model'], name }],
  )
  return [...ofWorkers, ...ofAgents].flatMap(({ path, name }) => {
    const profile = Object.hasOwn(profiles, name) ? profiles[name] : null
    if (profile == null || profile.modelFlag !== null) return []
    return [{ path, message: `agent ${quote(name)} cannot be given a model: it has no model_flag, such as --model` }]
  })
}

function checkMcp(draft: Draft, profiles: Profiles): readonly Problem[] {
  return Object.entries(draft.agents).flatMap(([name, agent]) => {
    const kind = Object.hasOwn(profiles, name) ? profiles[name]?.kind : undefined
    if (agent?.mcp !== true || kind === undefined || AGENT_TRAITS[kind].takesMcp) return []
    return [
      {
        path: ['agents', name, 'mcp'],
        message: `agent ${quote(name)} cannot use MCP tools of czar; these kinds can: ${MCP_KINDS.join(', ')}`,
      },
    ]
  })
}
