import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { GitOptions } from '../../../../src/adapters/git/repository/git-options.ts'
import { COMPILED_CODE } from '../../../support/compiled-code.ts'
import { specOf } from './repository.ts'

export interface MakingCzar {
  /** Kills the process alone, or together with everything that it started. They may have ended already. */
  kill(what: 'alone' | 'with children'): Promise<void>
}

/** A separate process that makes the worktrees of these workers, and has just begun. */
export async function aMakingCzar(options: GitOptions, workers: readonly string[]): Promise<MakingCzar> {
  const room = join(import.meta.dirname, '../../../../src/adapters/git/create-git.ts')
  const seats = workers.map(worker => specOf(options, worker))
  const script = `const { createGit } = await import(${JSON.stringify(room)})
    ;(await import('node:module')).flushCompileCache()
    const git = createGit(${JSON.stringify(options)})
    const work = Promise.all(${JSON.stringify(seats)}.map(seat => git.ensureWorktree(seat)))
    console.log('begun'); await work`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...COMPILED_CODE },
  })
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()))
  await new Promise(resolve => child.stdout.once('data', resolve))
  return {
    kill(what) {
      const pid = child.pid ?? 0
      try {
        process.kill(what === 'alone' ? pid : -pid, 'SIGKILL')
      } catch {
        // The process ended before it was killed.
      }
      return gone
    },
  }
}
