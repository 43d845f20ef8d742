import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createGates } from '../../../src/adapters/gates/create-gates.ts'
import type { EffectId, WorkerId } from '../../../src/core/model/ids.ts'
import type { Project } from '../../../src/core/model/project.ts'
import type { GitPort } from '../../../src/core/ports/git-port.ts'
import { createCheckTurns } from '../../../src/supervisor/effects/checks/check-turns.ts'
import type { CheckRecord } from '../../../src/supervisor/effects/checks/run-check.ts'
import type { Hands } from '../../../src/supervisor/hands.ts'
import { someHands } from '../../support/fakes/hands.ts'
import { happen, type World } from '../../support/worlds/world.ts'

/** Hands whose git and commands are real. Logs and the fresh worktrees of checks are in `folder`. */
export function handsThatCheck(world: World, { project, git, folder }: { project: Project; git: GitPort; folder: string }): Hands {
  const hands = someHands(world)
  mkdirSync(join(folder, 'logs'))
  return {
    ...hands,
    project,
    git,
    gates: createGates({ owner: folder }),
    gateEnv: { PATH: process.env['PATH'] ?? '', HOME: folder },
    paths: {
      ...hands.paths,
      logFile: name => join(folder, 'logs', `${name}.log`),
      proofDir: name => join(folder, 'proofs', name),
    },
  }
}

/** Where a check of this world records its events. */
export function recordIn(world: World, effect: EffectId, worker: WorkerId): CheckRecord {
  return { state: () => world.state, observe: (...events) => happen(world, ...events), turns: createCheckTurns(), effect, worker }
}
