import { setFlagsFromString } from 'node:v8'
import type { CliIo } from '../io.ts'
import type { Supervising } from './handshake.ts'
import { outliveFaults } from './outlive-faults.ts'
import type { Launch } from './prepare-launch.ts'
import { startWatchdog } from './watchdog.ts'

const LINGER_MS = 2_000

/** Supervises what a launch hands over, silently and for as long as it takes; failures before its first word go back to the launch. */
export async function superviseDetached(io: CliIo): Promise<void> {
  const handedOver = awaitLaunch()
  const { failed } = await import('./handshake.ts')
  try {
    // The rest of the program is read while the launch is still being checked.
    const [{ openCzar }, { openLogFile }] = await Promise.all([import('../compose/open-czar.ts'), import('../log-file.ts')])
    // From here on: with this from the start the program is read in 110 ms in place of 80 (Node 24).
    setFlagsFromString('--optimize-for-size')
    const launch = await handedOver
    // It was refused: who launched it has said why.
    if (launch === null) return
    const { czar, word } = await begin(launch, { io, openCzar, openLogFile })
    process.send?.(word)
    const watchdog = startWatchdog(launch, io)
    await czar.over
    watchdog?.dismiss()
  } catch (error) {
    // Whoever launched it has heard "supervising" and is gone: the last words go to supervisor.err.
    if (process.send !== undefined && process.connected) process.send(failed(error))
    else await tellLast(error, io)
    io.endsWith(1)
  } finally {
    // Should anything still hold the process, it goes all the same; agents are not its children.
    setTimeout(() => process.exit(), LINGER_MS).unref()
  }
}

async function tellLast(error: unknown, io: CliIo): Promise<void> {
  const { reportFailure } = await import('../exit.ts')
  reportFailure(error, io)
}

/** What the launch hands over; null when it lets go without. */
function awaitLaunch(): Promise<Launch | null> {
  return new Promise(resolve => {
    process.once('message', message => resolve(message as Launch))
    process.once('disconnect', () => resolve(null))
  })
}

interface Program {
  readonly io: CliIo
  readonly openCzar: typeof import('../compose/open-czar.ts').openCzar
  readonly openLogFile: typeof import('../log-file.ts').openLogFile
}

async function begin(launch: Launch, { io, openCzar, openLogFile }: Program) {
  const log = openLogFile(launch.place.directory)
  outliveFaults(log)
  // Its terminal may close, its launcher may end: it lets go only when it is told to.
  process.on('SIGHUP', () => log.info({}, 'SIGHUP: the terminal is gone, supervision goes on'))
  const czar = await openCzar(launch, { env: io.env, log })
  io.onInterrupt(() => void czar.supervision.letGo('signal'))
  const { name, workers, bonus } = launch.project
  const word: Supervising = {
    kind: 'supervising',
    pid: process.pid,
    project: name,
    workers: workers.map(({ id }) => id),
    bonus: bonus.length,
  }
  return { czar, word }
}
