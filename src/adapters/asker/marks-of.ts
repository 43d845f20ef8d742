import { basename } from 'node:path'
import type { ProcessFacts } from './process-facts.ts'

/** The agent or gate that a process runs under, read from the environment that the czar set. */
export type Mark =
  | { readonly kind: 'worker'; readonly worker: string; readonly projectDir: string }
  | { readonly kind: 'gate'; readonly gate: string }

/** Marks of a process and its ancestors, nearest first. An agent can clear its own environment, but not its ancestors'. */
export function marksOf(line: readonly Pick<ProcessFacts, 'marks'>[]): readonly Mark[] {
  return line.flatMap(({ marks }) => {
    const [worker, projectDir, gate] = ['CZAR_WORKER', 'CZAR_PROJECT_DIR', 'CZAR_GATE'].map(name => marks.get(name))
    return [
      ...(worker === undefined || projectDir === undefined ? [] : [{ kind: 'worker', worker, projectDir } as const]),
      ...(gate === undefined ? [] : [{ kind: 'gate', gate } as const]),
    ]
  })
}

/** A unique key of the mark. */
export function nameOf(mark: Mark): string {
  return mark.kind === 'gate' ? `gate ${mark.gate}` : `worker ${mark.projectDir} ${mark.worker}`
}

/** The name of the mark's project, taken from its directory; null: the mark is of the project in `projectDir`. */
export function otherProject(mark: Extract<Mark, { kind: 'worker' }>, projectDir: string): string | null {
  return mark.projectDir === projectDir ? null : basename(mark.projectDir)
}
