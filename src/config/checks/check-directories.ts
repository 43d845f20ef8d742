import { join } from 'node:path'
import type { Disk } from '../context.ts'
import type { Draft } from '../draft.ts'
import { type Path, type Problem, quote } from '../problem.ts'

/**
 * Finds patterns that name a directory. The pattern `src` matches only a file of that name, so the worker would own nothing inside the
 * directory.
 */
export function checkDirectories({ outline, workers, bonus }: Draft, repo: string, disk: Disk): readonly Problem[] {
  const lists: { patterns: readonly string[]; path: Path }[] = [...workers, ...bonus].map(({ path, value }) => ({
    patterns: value?.owns ?? [],
    path: [...path, 'owns'],
  }))
  lists.push({ patterns: outline?.policy.protect ?? [], path: ['policy', 'protect'] })
  return lists.flatMap(({ patterns, path }) =>
    patterns.flatMap((pattern, index) => {
      if (/[*?[{\\]/.test(pattern) || !disk.isDirectory(join(repo, pattern))) return []
      return [{ path: [...path, index], message: `${quote(pattern)} is a directory; write ${quote(`${pattern}/**`)} for what is in it` }]
    }),
  )
}
