import { execFile, spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { livingProcessesWith } from '../../tests/support/living-processes.ts'

const bin = fileURLToPath(new URL('../../bin/czar.js', import.meta.url))

/** Runs a command of Czar's to its end; its output, or what it says against it. */
export function czar(
  words: readonly string[],
  { withinMs = 60_000, ...options }: { env: NodeJS.ProcessEnv; cwd: string; withinMs?: number },
): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [bin, ...words], { ...options, timeout: withinMs }, (error, stdout, stderr) =>
      error === null ? resolve(stdout) : reject(new Error(`czar ${words[0]}: ${stderr}`)),
    )
  })
}

/** By id and by socket: others run their own beside this one. */
export function endAll(directory: string, env: { XDG_RUNTIME_DIR: string }): void {
  for (const socket of globSync(`${env.XDG_RUNTIME_DIR}/czar/*.tmux`)) spawnSync('tmux', ['-S', socket, 'kill-server'], { timeout: 3_000 })
  for (const living of livingProcessesWith(directory)) {
    try {
      process.kill(Number.parseInt(living, 10), 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
  }
}
