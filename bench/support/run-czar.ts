import { execFile, spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { livingProcessesWith } from '../../tests/support/living-processes.ts'

const bin = fileURLToPath(new URL('../../bin/czar.js', import.meta.url))

/** Runs a czar command until it ends. Returns its output, or its error text. */
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

/** Ends processes by id and by socket. It never ends them by name, because other people may run a czar of their own. */
export function endAll(directory: string, env: { XDG_RUNTIME_DIR: string }): void {
  for (const socket of globSync(`${env.XDG_RUNTIME_DIR}/czar/*.tmux`)) spawnSync('tmux', ['-S', socket, 'kill-server'], { timeout: 3_000 })
  for (const living of livingProcessesWith(directory)) {
    try {
      process.kill(Number.parseInt(living, 10), 'SIGKILL')
    } catch {
      // The process has already ended.
    }
  }
}
