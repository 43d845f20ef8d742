import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface MergeOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly json: boolean
}

/** `czar merge`: shows the state of the merge train. */
export function registerMerge(program: Command, io: CliIo, run: (options: MergeOptions) => Promise<void> = runMerge): void {
  withProject(
    addVerb(program, 'merge', {
      group: 'Finish:',
      summary: 'show which proven work is merged and tested as one tree',
      description:
        'Show the branch that czar merges proven work on: what passed its tests there, what is being tested, and what is set aside and why. Changes nothing. Works without a czar too. Exits 3 while something is set aside or the merging has stopped.',
      examples: ['czar merge', 'czar merge -p gateway --json | jq ".train.aside[].task"'],
    }),
  )
    .option('--json', 'one JSON object, version 1', false)
    .action(flags => run({ io, project: flags.project, json: flags.json }))
}

async function runMerge({ io, project, json }: MergeOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { lookAtFleet } = await import('../../client/look-at-fleet.ts')
  const { renderTrain } = await import('../../output/train.ts')
  const { makePaint } = await import('../../output/paint.ts')
  const { hintsOf } = await import('../../project/name-project.ts')
  const { view, czar } = await lookAtFleet(await chooseProject(project, io))
  const style = { paint: makePaint(io.stdout, io.env), sayHint: await hintsOf(io), isAlive: czar !== 'absent' }
  io.stdout.write(json ? `${JSON.stringify({ version: 1, project: view.project, train: view.train })}\n` : renderTrain(view, style))
  if (view.train !== null && (view.train.aside.length > 0 || view.train.state === 'stopped')) io.endsWith(3)
}
