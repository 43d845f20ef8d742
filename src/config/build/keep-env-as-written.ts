import type { Draft } from '../draft.ts'
import type { Path } from '../problem.ts'
import type { YamlSource } from '../yaml/read-document.ts'

type Environment = Readonly<Record<string, string | number | boolean>>

/** Restores numbers and booleans in `env` to their text in the file, because `1.10` must not become `1.1`. */
export function keepEnvAsWritten(draft: Draft, source: YamlSource): Draft {
  const asWritten = (env: Environment, path: Path) =>
    Object.fromEntries(Object.entries(env).map(([name, value]) => [name, source.written([...path, 'env', name]) ?? String(value)]))
  return {
    ...draft,
    workers: draft.workers.map(item =>
      item.value === null ? item : { ...item, value: { ...item.value, env: asWritten(item.value.env, item.path) } },
    ),
    agents: Object.fromEntries(
      Object.entries(draft.agents).map(([name, agent]) => [name, agent && { ...agent, env: asWritten(agent.env, ['agents', name]) }]),
    ),
  }
}
