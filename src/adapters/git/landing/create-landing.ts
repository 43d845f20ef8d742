import type { LandingPort } from '../../../core/ports/landing-port.ts'
import { isAncestor } from '../refs/start-reference.ts'
import type { Repository } from '../repository/repository.ts'
import { advance, whoMoved } from './advance.ts'
import { bringBase } from './bring-base.ts'
import { chain } from './build-chain.ts'
import { changedBy } from './changed-by.ts'
import { follow } from './follow.ts'
import { indexHistory } from './index-history.ts'
import { land, mayLand } from './land.ts'
import { lookAtBase } from './look-at-base.ts'
import { push } from './push.ts'
import { whoWrote } from './who-wrote.ts'

export function createLanding(open: () => Promise<Repository>): LandingPort {
  const index = indexHistory()
  return {
    lookAtBase: async commits => lookAtBase(await open(), commits),
    howBaseMoved: async (from, to) => ((await isAncestor(await open(), from, to)) ? 'forward' : 'rewritten'),
    chain: async question => chain(await open(), question),
    changedBy: async members => changedBy(await open(), members),
    whoWrote: async question => whoWrote(await open(), question),
    whoMoved: async (branch, tip) => whoMoved(await open(), branch, tip),
    mayLand: async question => mayLand(await open(), question),
    land: async question => land(await open(), question),
    bringBase: async question => bringBase(await open(), question),
    follow: async question => follow(await open(), question),
    push: async (remote, tip) => push(await open(), remote, tip),
    async advance(question) {
      const repository = await open()
      const moved = await advance(repository, question)
      await index(repository)
      return moved
    },
  }
}
