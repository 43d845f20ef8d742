import { spawn } from 'node:child_process'

/** How many of the last lines of output are shown. */
const SHOWN_LINES = 15

/** Runs a program without a terminal. Shows the end of its output, and whether it failed. */
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

/** Starts a program in the background, like a development server that an agent leaves running. Returns its process id. */
export function startChild(command: string, isDetached: boolean): number {
  const child = spawn('sh', ['-c', command], { stdio: 'ignore', detached: isDetached })
  child.unref()
  return child.pid ?? -1
}
