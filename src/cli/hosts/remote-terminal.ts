import { execa } from 'execa'
import { remoteTerminalArgv } from '../../adapters/ssh/ssh-argv.ts'
import type { Host } from '../../core/views/host.ts'
import type { CliIo } from '../io.ts'

/** Gives the person's terminal to czar on another machine until it ends. Returns its exit status. */
export async function giveTerminal({ ssh, czar }: Host, words: readonly string[], { env }: Pick<CliIo, 'env'>): Promise<number> {
  const [program = 'ssh', ...rest] = remoteTerminalArgv(ssh, czar, words)
  const { exitCode } = await execa(program, rest, { env: { ...env }, extendEnv: false, stdio: 'inherit', reject: false })
  return exitCode ?? 1
}
