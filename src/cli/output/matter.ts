import { plainText } from '../../core/text/plain-text.ts'
import { hintText } from '../../core/views/hint-text.ts'
import type { StatusView } from '../../core/views/status.ts'

type Matter = StatusView['attention'][number]

/**
 * One attention item on one line, for scripts that call `czar next --print`: the worker (`-` if there is none), the item and the project,
 * separated by tabs.
 */
export function matterLine({ worker, text }: Matter, project: string): string {
  return `${plainText(worker ?? '-', 60)}\t${plainText(text, 1_000)}\t${project}\n`
}

/** One attention item for a person, with the next command. */
export function matterText({ text, hint }: Matter, sayHint = (hint: string) => hint): string {
  return `${plainText(text, 1_000)}\n${hint === null ? '' : `  next: ${hintText(sayHint(hint))}\n`}`
}
