import { basename } from 'node:path'
import type { ProcessFacts } from './process-facts.ts'

/** The agent or accept command by which a process was started. Czar reads it from the environment variables that czar itself set. */
export type Mark =
  | { readonly kind: 'worker'; readonly worker: string; readonly projectDir: string }
  | { readonly kind: 'gate'; readonly gate: string }

/**
 * The agents and accept commands by which a process and its ancestors were started, the nearest first. An agent can clear the environment
 * of a process that it starts, but not the environments of the process's ancestors.
 */
export function marksOf(line: readonly Pick<ProcessFacts, 'marks'>[]): readonly Mark[] {
  return line.flatMap(({ marks }) => {
    const [worker, projectDir, gate] = ['CZAR_WORKER', 'CZAR_PROJECT_DIR', 'CZAR_GATE'].map(name => marks.get(name))
    return [
      ...(worker === undefined || projectDir === undefined ? [] : [{ kind: 'worker', worker, projectDir } as const]),
      ...(gate === undefined ? [] : [{ kind: 'gate', gate } as const]),
    ]
  })
}

/** A key that is different for each agent and accept command. */
export function nameOf(mark: Mark): string {
  return mark.kind === 'gate' ? `gate ${mark.gate}` : `worker ${mark.projectDir} ${mark.worker}`
}

/** The name of the project to which the agent belongs, taken from its directory. null: it is the project in `projectDir`. */
export function otherProject(mark: Extract<Mark, { kind: 'worker' }>, projectDir: string): string | null {
  return mark.projectDir === projectDir ? null : basename(mark.projectDir)
}
