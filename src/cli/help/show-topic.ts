import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CliIo } from '../io.ts'
import { packageRoot } from '../package-root.ts'
import type { Topic } from './topics.ts'

/** Shows a page of the documentation: on a terminal in the person's pager, otherwise as it is. */
export function showTopic({ file }: Topic, io: CliIo): void {
  const text = readFileSync(join(packageRoot, file), 'utf8')
  const pager = io.stdout.isTerminal ? io.env['PAGER'] || 'less -R' : null
  const isShown = pager !== null && spawnSync('/bin/sh', ['-c', pager], { input: text, stdio: ['pipe', 'inherit', 'inherit'] }).status === 0
  if (!isShown) io.stdout.write(text)
}
