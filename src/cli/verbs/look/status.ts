import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { FleetLook } from '../../client/look-at-fleet.ts'
import type { CliIo } from '../../io.ts'

export interface StatusOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly json: boolean
  readonly watch: boolean
}

/** `czar status`: shows the whole fleet once. */
export function registerStatus(program: Command, io: CliIo, run: (options: StatusOptions) => Promise<void> = runStatus): void {
  withProject(
    addVerb(program, 'status', {
      group: 'Look:',
      summary: 'show what every worker does, and what needs a person',
      description: 'Show what every worker does, what waits, and what needs a person. Exits 3 while something needs a person.',
      examples: [
        'czar status                         the table',
        'czar status --watch                 drawn again at each change, until the fleet has finished',
        'czar status -p gateway --json | jq .attention',
      ],
    }),
  )
    .option('--json', 'the public view, version 1, as one JSON object', false)
    .option('-w, --watch', 'draw the table again at each change', false)
    .action(flags => run({ io, project: flags.project, json: flags.json, watch: flags.watch }))
}

async function runStatus({ io, project, json, watch }: StatusOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { lookAtFleet } = await import('../../client/look-at-fleet.ts')
  const { renderFleet, fleetJson } = await import('../../output/fleet.ts')
  const { makePaint } = await import('../../output/paint.ts')
  const { hintsOf } = await import('../../project/name-project.ts')
  const place = await chooseProject(project, io)
  const paint = makePaint(io.stdout, io.env)
  const sayHint = await hintsOf(io)
  const show = (look: FleetLook) =>
    json ? fleetJson(look) : renderFleet(look, { now: io.now(), width: io.stdout.size()?.columns ?? null, paint, sayHint })
  if (watch) {
    const { watchFleet } = await import('../../client/watch-fleet.ts')
    return watchFleet(place, { io, show, isRedrawn: !json && io.stdout.isTerminal })
  }
  const look = await lookAtFleet(place)
  io.stdout.write(show(look))
  if (look.view.attention.length > 0 || look.gaveUp !== null || look.shorter != null || look.stoppedPid != null) io.endsWith(3)
}
