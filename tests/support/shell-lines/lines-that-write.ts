import { rmSync } from 'node:fs'
import { runLines } from './run-lines.ts'
import { makeSandbox, type Sandbox } from './sandbox.ts'

export interface Writing {
  readonly line: string
  readonly changed: readonly string[]
}

const AT_ONCE = 400

/** Finds the lines that change something outside the worktree when this shell runs them. */
export async function linesThatWrite(sandbox: Sandbox, shell: 'bash' | 'dash', lines: readonly string[]): Promise<readonly Writing[]> {
  const found: Writing[] = []
  for (let at = 0; at < lines.length; at += AT_ONCE) found.push(...(await search(sandbox, shell, lines.slice(at, at + AT_ONCE))))
  return found
}

/** Finds the lines that write, by halving the list, because only a few of many lines write. */
async function search(sandbox: Sandbox, shell: 'bash' | 'dash', lines: readonly string[]): Promise<readonly Writing[]> {
  const changed = await runLines(sandbox, shell, lines)
  if (changed.length === 0) return []
  if (lines.length === 1) return [{ line: lines[0] as string, changed }]
  const half = Math.ceil(lines.length / 2)
  return [...(await anew(sandbox, shell, lines.slice(0, half))), ...(await anew(sandbox, shell, lines.slice(half)))]
}

/** Runs the lines in a fresh sandbox, at the paths that the lines name. */
async function anew(sandbox: Sandbox, shell: 'bash' | 'dash', lines: readonly string[]): Promise<readonly Writing[]> {
  rmSync(sandbox.root, { recursive: true })
  return search(makeSandbox(sandbox.root), shell, lines)
}
