import type { Command } from 'commander'
import type { CliIo } from '../io.ts'

/** `czar supervise`: the detached supervisor itself; started by launch, hidden from help. */
export function registerSupervise(program: Command, io: CliIo): void {
  program
    .command('supervise <file>', { hidden: true })
    .description('supervise in this process, silently; launch starts it')
    .action(file => runSupervise(file, io))
}

async function runSupervise(file: string, io: CliIo): Promise<void> {
  const { prepareLaunch } = await import('../launch/prepare-launch.ts')
  const { failed } = await import('../launch/handshake.ts')
  const { openCzar } = await import('../compose/open-czar.ts')
  const { openLogFile } = await import('../log-file.ts')
  try {
    const { project, place } = await prepareLaunch(file, io)
    const log = openLogFile(place.directory)
    const czar = await openCzar(project, place, { env: io.env, log })
    // Its terminal may close, its launcher may end: it lets go only when it is told to.
    process.on('SIGHUP', () => log.info({}, 'SIGHUP: the terminal is gone, supervision goes on'))
    io.onInterrupt(() => void czar.supervision.letGo('signal'))
    process.send?.({ kind: 'supervising', pid: process.pid })
    await czar.over
  } catch (error) {
    process.send?.(failed(error))
    throw error
  }
}
