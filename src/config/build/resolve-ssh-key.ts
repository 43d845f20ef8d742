import { dirname, resolve } from 'node:path'
import type { ParseContext } from '../context.ts'
import type { Draft } from '../draft.ts'
import { type Problem, quote } from '../problem.ts'
import { expandHome } from '../text/expand-home.ts'

/** The absolute path of a private key. A relative path starts from the directory of the project file. */
export function resolveSshKey(path: string, context: ParseContext): string {
  return resolve(dirname(context.file), expandHome(path, context.homeDir))
}

/** Checks ssh keys before the launch. A key that ssh refuses would otherwise fail only later, at a push. */
export function checkSshKeys({ workers }: Draft, context: ParseContext): readonly Problem[] {
  return workers.flatMap(({ path, value }) => {
    const key = value?.git?.ssh_key
    if (key === undefined) return []
    const file = resolveSshKey(key, context)
    const problem = context.disk.keyProblem(file)
    return problem === null ? [] : [{ path: [...path, 'git', 'ssh_key'], message: `ssh key ${quote(key)} (${file}) ${problem}` }]
  })
}
