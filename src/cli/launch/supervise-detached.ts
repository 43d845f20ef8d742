import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import type { Inspected } from '../../core/ports/git-port.ts'
import type { CliIo } from '../io.ts'
import type { Supervising } from './handshake.ts'
import { outliveFaults } from './outlive-faults.ts'
import type { Launch } from './prepare-launch.ts'
import { startWatchdog, type Watchdog } from './watchdog.ts'

const LINGER_MS = 2_000

/** Supervises what a launch hands over, silently and for as long as it takes; failures before its first word go back to the launch. */
export async function superviseDetached(io: CliIo): Promise<void> {
  const channel = openChannel()
  const { failed } = await import('./handshake.ts')
  try {
    const inspecting = inspectWhatComes(channel, io)
    // Nobody waits for it yet.
    inspecting.catch(() => {})
    const program = await readProgram()
    // From here on: with this from the start the program is read in 110 ms in place of 80 (Node 24).
    setFlagsFromString('--optimize-for-size')
    const inspected = await inspecting
    // It was refused, or interrupted: who launched it has said why.
    if (inspected === null) return
    let watchdog: Watchdog | null = null
    const { czar, word } = await begin(inspected, { io, ...program, onHeartbeat: () => watchdog?.beat() })
    // Before the first word: there is no moment in which a launched fleet has none.
    watchdog = startWatchdog(inspected.launch, io)
    process.send?.(word)
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

/** To the launch, as long as that waits. */
interface Channel {
  readonly launch: Promise<Launch>
  /** The launch lets go, or is gone. */
  readonly closed: Promise<null>
}

function openChannel(): Channel {
  return {
    launch: new Promise(resolve => process.once('message', message => resolve(message as Launch))),
    closed: new Promise(resolve => process.once('disconnect', () => resolve(null))),
  }
}

interface InspectedLaunch {
  readonly launch: Launch
  readonly repository: Inspected
}

/** git is asked while the rest of the program is read; null: nobody waits for it any more. */
async function inspectWhatComes({ launch: coming, closed }: Channel, io: CliIo): Promise<InspectedLaunch | null> {
  const { inspectLaunch } = await import('./inspect-launch.ts')
  const launch = await Promise.race([coming, closed])
  if (launch === null) return null
  const repository = await Promise.race([inspectLaunch(launch, io.env), closed])
  return repository === null ? null : { launch, repository }
}

/** In parts: between them what the launch sends is heard, and answers of git are. */
async function readProgram(): Promise<Omit<Program, 'io' | 'onHeartbeat'>> {
  await import('./inspect-launch.ts')
  await setImmediate()
  await import('../compose/build-hands.ts')
  await setImmediate()
  const [{ openCzar }, { openLogFile }] = await Promise.all([import('../compose/open-czar.ts'), import('../log-file.ts')])
  return { openCzar, openLogFile }
}

interface Program {
  readonly io: CliIo
  readonly openCzar: typeof import('../compose/open-czar.ts').openCzar
  readonly openLogFile: typeof import('../log-file.ts').openLogFile
  readonly onHeartbeat: () => void
}

async function begin({ launch, repository }: InspectedLaunch, { io, openCzar, openLogFile, onHeartbeat }: Program) {
  const log = openLogFile(launch.place.directory)
  outliveFaults(log)
  // Its terminal may close, its launcher may end: it lets go only when it is told to.
  process.on('SIGHUP', () => log.info({}, 'SIGHUP: the terminal is gone, supervision goes on'))
  const czar = await openCzar(launch, { repository, env: io.env, log, onHeartbeat })
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
