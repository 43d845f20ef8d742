import { basename } from 'node:path'
import type { ProcessFacts } from './process-facts.ts'

/** The agent or gate that a process was started under, by the environment that the czar gave it. */
export type Mark =
  | { readonly kind: 'worker'; readonly worker: string; readonly projectDir: string }
  | { readonly kind: 'gate'; readonly gate: string }

/** Of a process and its ancestors, the nearest first. An agent can clear its own environment, but not that of its ancestors. */
export function marksOf(line: readonly Pick<ProcessFacts, 'marks'>[]): readonly Mark[] {
  return line.flatMap(({ marks }) => {
    const [worker, projectDir, gate] = ['CZAR_WORKER', 'CZAR_PROJECT_DIR', 'CZAR_GATE'].map(name => marks.get(name))
    return [
      ...(worker === undefined || projectDir === undefined ? [] : [{ kind: 'worker', worker, projectDir } as const]),
      ...(gate === undefined ? [] : [{ kind: 'gate', gate } as const]),
    ]
  })
}

/** Tells marks apart. */
export function nameOf(mark: Mark): string {
  return mark.kind === 'gate' ? `gate ${mark.gate}` : `worker ${mark.projectDir} ${mark.worker}`
}

/** The project's name, as its directory has it; null for the project in that very directory. */
export function otherProject(mark: Extract<Mark, { kind: 'worker' }>, projectDir: string): string | null {
  return mark.projectDir === projectDir ? null : basename(mark.projectDir)
}
