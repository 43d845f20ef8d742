import { spawn } from 'node:child_process'

/** Number of last output lines shown. */
const SHOWN_LINES = 15

/** Runs a program without a terminal and shows the end of its output, and its failure. */
export async function runProgram(program: string, words: readonly string[], show: (text: string) => void): Promise<void> {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', chunk => {
      output = (output + chunk).slice(-20_000)
    })
  }
  const status = await new Promise<string | null>(resolve => {
    child.on('error', error => resolve(error.message))
    child.on('close', (code, signal) => resolve(code === 0 ? null : `exit ${code ?? signal}`))
  })
  for (const line of output.trimEnd().split('\n').slice(-SHOWN_LINES)) if (line !== '') show(`  ${line}`)
  if (status !== null) show(`  ${program} ${words[0] ?? ''}: ${status}`)
}

/** Starts a background program, like a dev server that an agent left behind; returns its pid. */
export function startChild(command: string, isDetached: boolean): number {
  const child = spawn('sh', ['-c', command], { stdio: 'ignore', detached: isDetached })
  child.unref()
  return child.pid ?? -1
}
