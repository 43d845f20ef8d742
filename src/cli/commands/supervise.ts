import type { Command } from 'commander'
import type { CliIo } from '../io.ts'
import type { Supervising } from '../launch/handshake.ts'

const LINGER_MS = 2_000

/** `czar supervise`: the detached supervisor itself; started by launch, hidden from help. */
export function registerSupervise(program: Command, io: CliIo): void {
  program
    .command('supervise <file>', { hidden: true })
    .description('supervise in this process, silently; launch starts it')
    .action(file => runSupervise(file, io))
}

async function runSupervise(file: string, io: CliIo): Promise<void> {
  const { failed } = await import('../launch/handshake.ts')
  try {
    const { czar, word } = await superviseDetached(file, io)
    process.send?.(word)
    await czar.over
  } catch (error) {
    // Whoever launched it has heard "supervising" and is gone: the last words go to supervisor.err.
    if (process.send === undefined || !process.connected) throw error
    process.send(failed(error))
    io.endsWith(1)
  } finally {
    // Should anything still hold the process, it goes all the same; agents are not its children.
    setTimeout(() => process.exit(), LINGER_MS).unref()
  }
}

async function superviseDetached(file: string, io: CliIo) {
  const { prepareLaunch } = await import('../launch/prepare-launch.ts')
  // Git looks at the repository while the rest of the program is read.
  const [{ project, place }, { openCzar }, { openLogFile }] = await Promise.all([
    prepareLaunch(file, io),
    import('../compose/open-czar.ts'),
    import('../log-file.ts'),
  ])
  const log = openLogFile(place.directory)
  // Its terminal may close, its launcher may end: it lets go only when it is told to.
  process.on('SIGHUP', () => log.info({}, 'SIGHUP: the terminal is gone, supervision goes on'))
  const czar = await openCzar(project, place, { env: io.env, log })
  io.onInterrupt(() => void czar.supervision.letGo('signal'))
  const { name, workers, bonus } = project
  const word: Supervising = {
    kind: 'supervising',
    pid: process.pid,
    project: name,
    workers: workers.map(({ id }) => id),
    bonus: bonus.length,
  }
  return { czar, word }
}
