import { shellWord } from '../../core/text/shell-word.ts'
import type { Host } from '../../core/views/host.ts'
import { withProjectName } from '../project/name-project.ts'

/** Rewrites a suggested command of a project of another machine into the command that the person types on this machine. */
export function remoteHint(hint: string, { ssh, czar }: Host, project: string): string {
  const there = withProjectName(hint, project).replace(/(?<!\S)czar (?=[a-z])/g, `${czar} `)
  return `ssh -t ${ssh} ${shellWord(there)}`
}
