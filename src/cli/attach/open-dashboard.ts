import { isatty } from 'node:tty'
import { PreconditionError } from '../../core/model/errors.ts'
import type { World } from '../../ui/dashboard/world.ts'
import type { CliIo } from '../io.ts'
import { noteProject } from '../project/noted-project.ts'
import type { ProjectPlace } from '../project/project-place.ts'

/** Shows the dashboard in this process's terminal until the person quits. */
export async function openDashboard(place: ProjectPlace, io: CliIo): Promise<void> {
  requireTerminal(io, { hint: `czar status -p ${place.name}` })
  const [{ runDashboard }, { openKeyboard }, world] = await Promise.all([
    import('../../ui/dashboard/run-dashboard.tsx'),
    import('../../ui/dashboard/keyboard.ts'),
    openWorld(place, io),
  ])
  await runDashboard(world, { keyboard: openKeyboard(), stdout: process.stdout, isColourful: !io.env['NO_COLOR'] })
}

/** Throws PreconditionError if this process has no terminal. The hint is a command that needs no terminal. */
export function requireTerminal({ stdout }: Pick<CliIo, 'stdout'>, { hint }: { readonly hint: string }): void {
  if (stdout.isTerminal && isatty(0)) return
  throw new PreconditionError('the dashboard needs a terminal, and there is none', { hint })
}

/** Everything that the dashboard of a project of this machine uses. */
export async function openWorld(place: ProjectPlace, io: CliIo): Promise<World> {
  const [{ openClient }, { sayGone }, { hintsOf }] = await Promise.all([
    import('../client/open-client.ts'),
    import('../client/say-gone.ts'),
    import('../project/name-project.ts'),
  ])
  noteProject(io, place.name)
  const sayHint = await hintsOf(io)
  return {
    project: place.name,
    now: io.now,
    sayHint,
    czar: openClient(place),
    whyGone: () => sayGone(place),
    attach: async (worker, { readOnly }) => {
      const { attachWorker } = await import('./attach-worker.ts')
      await attachWorker(place, { io, worker, readOnly })
      return null
    },
    diff: async worker => {
      const { showDiff } = await import('./show-diff.ts')
      const result = await showDiff(place, worker, io)
      return result === 'nothing' ? { text: `${worker} has changed nothing yet`, isTrouble: false } : null
    },
  }
}
