import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import type { Inspected } from '../../core/ports/git-port.ts'
import type { CliIo } from '../io.ts'
import type { Supervising } from './handshake.ts'
import { outliveFaults } from './outlive-faults.ts'
import type { Launch } from './prepare-launch.ts'
import { startWatchdog, type Watchdog } from './watchdog.ts'

const LINGER_MS = 2_000

/**
 * Receives a launch from the process that started this one, and supervises it until the end, without output. If something fails before its
 * first message, the error goes back to the starting process.
 */
export async function superviseDetached(io: CliIo): Promise<void> {
  const channel = openChannel()
  const { failed } = await import('./handshake.ts')
  try {
    const inspecting = receiveLaunch(channel, io)
    // An error is handled below, where the result is awaited. Until then it must not end the process.
    inspecting.catch(() => {})
    const program = await readProgram()
    // Switched on only now: if it were on from the start, loading the program would take 110 ms instead of 80 (Node 24).
    setFlagsFromString('--optimize-for-size')
    const inspected = await inspecting
    // The launch was refused or interrupted, and the process that started this one has said why.
    if (inspected === null) return
    let watchdog: Watchdog | null = null
    // The watchdog knows the hash of the launch that it would repeat, so another launch needs another watchdog.
    const onReload = (launch: Launch) => {
      const before = watchdog
      watchdog = startWatchdog(launch, io)
      before?.dismiss()
    }
    const { czar, message } = await begin(inspected, { io, ...program, onHeartbeat: () => watchdog?.beat(), onReload })
    // The watchdog starts before the first message, so that every launched fleet has a watchdog.
    watchdog = startWatchdog(inspected.launch, io)
    process.send?.(message)
    await czar.over
    watchdog?.dismiss()
  } catch (error) {
    // After the message "supervising" the starting process is gone, so then the error goes to supervisor.err instead.
    if (process.send !== undefined && process.connected) process.send(failed(error))
    else await reportOnStderr(error, io)
    io.endsWith(1)
  } finally {
    // Ends this process even if something in it would still keep it alive. The agents go on, because they are not its children.
    setTimeout(() => process.exit(), LINGER_MS).unref()
  }
}

async function reportOnStderr(error: unknown, io: CliIo): Promise<void> {
  const { reportFailure } = await import('../exit.ts')
  reportFailure(error, io)
}

/** The channel to the process that started this one, as long as that process waits. */
interface Channel {
  readonly launch: Promise<Launch>
  /** Resolves when the starting process has closed the channel or ended. */
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

/**
 * Waits for the launch and inspects its repository, while the rest of the program loads. Returns null if the starting process has stopped
 * waiting.
 */
async function receiveLaunch({ launch: coming, closed }: Channel, io: CliIo): Promise<InspectedLaunch | null> {
  const { inspectLaunch } = await import('./inspect-launch.ts')
  const launch = await Promise.race([coming, closed])
  if (launch === null) return null
  const repository = await Promise.race([inspectLaunch(launch, io.env), closed])
  return repository === null ? null : { launch, repository }
}

/** Loads the program in parts, so that messages from the starting process and answers from git are handled in between. */
async function readProgram(): Promise<Omit<Program, 'io' | 'onHeartbeat' | 'onReload'>> {
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
  readonly onReload: (launch: Launch) => void
}

async function begin({ launch, repository }: InspectedLaunch, { io, openCzar, openLogFile, onHeartbeat, onReload }: Program) {
  const log = openLogFile(launch.place.directory)
  outliveFaults(log)
  // The terminal may close and the starting process may end. Only another signal ends this process.
  process.on('SIGHUP', () => log.info({}, 'SIGHUP: the terminal was closed, supervision continues'))
  const czar = await openCzar(launch, { repository, env: io.env, log, onHeartbeat, onReload })
  io.onInterrupt(() => void czar.supervision.letGo('signal'))
  const { name, workers, bonus } = launch.project
  const message: Supervising = {
    kind: 'supervising',
    pid: process.pid,
    project: name,
    workers: workers.map(({ id }) => id),
    bonus: bonus.length,
  }
  return { czar, message }
}
