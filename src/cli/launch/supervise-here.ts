import type { Journaled } from '../../core/events/event.ts'
import type { ExitCode } from '../../core/model/errors.ts'
import type { State } from '../../core/state/types/state.ts'
import { openCzar } from '../compose/open-czar.ts'
import type { CliIo } from '../io.ts'
import { openLogFile } from '../log-file.ts'
import { exitCodeOf } from './exit-code.ts'
import { inspectLaunch } from './inspect-launch.ts'
import { tryKeepLaunch } from './kept-launch.ts'
import type { Launch } from './prepare-launch.ts'

export interface HereOptions {
  readonly io: CliIo
  readonly onEvents: (state: State, events: readonly Journaled[]) => void
}

/** Supervises in this process until the fleet has finished. Ctrl-C ends only this process, and the agents keep running. */
export async function superviseHere(launch: Launch, { io, onEvents }: HereOptions): Promise<ExitCode> {
  const repository = await inspectLaunch(launch, io.env)
  const czar = await openCzar(launch, {
    repository,
    env: io.env,
    log: openLogFile(launch.place.directory),
    onEvents,
    onReload: tryKeepLaunch,
  })
  tryKeepLaunch(launch)
  const { project } = launch
  const forget = io.onInterrupt(() => {
    io.stdout.write(`supervision ends; the agents continue. czar launch supervises them again, czar stop -p ${project.name} ends them\n`)
    void czar.supervision.letGo('interrupted')
  })
  try {
    const how = await czar.over
    return how === 'let-go' ? 130 : exitCodeOf(czar.supervision.view())
  } finally {
    forget()
  }
}
