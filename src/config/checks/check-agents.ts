import type { AgentProfile } from '../../core/model/project.ts'
import { type ProfileSources, unknownProfile } from '../build/resolve-profiles.ts'
import type { Draft } from '../draft.ts'
import { type Path, type Problem, quote } from '../problem.ts'

/** Every agent that is named must exist, and what a worker uses must have a program to run. */
export function checkAgents(
  draft: Draft,
  profiles: Readonly<Record<string, AgentProfile | null>>,
  sources: ProfileSources,
): readonly Problem[] {
  const fallback = draft.workers.some(({ value }) => value !== null && value.agent === undefined) ? draft.outline?.agent : undefined
  const named: { name: string; path: Path }[] = draft.workers.flatMap(({ path, value }) =>
    value?.agent === undefined ? [] : [{ name: value.agent, path: [...path, 'agent'] }],
  )
  if (fallback !== undefined) named.push({ name: fallback, path: ['agent'] })
  return named.flatMap(({ name, path }) => {
    if (!Object.hasOwn(profiles, name)) return [{ path, message: unknownProfile(name, sources) }]
    const profile = profiles[name]
    if (profile == null || profile.kind === 'scripted' || profile.command.length > 0) return []
    return [
      { path, message: `agent ${quote(name)} has no program; give it a command under agents: ${name}: {extends: command, command: [...]}` },
    ]
  })
}
