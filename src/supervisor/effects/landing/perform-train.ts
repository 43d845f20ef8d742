import type { TrainAction } from '../../../core/events/decision.ts'
import type { Event } from '../../../core/events/event.ts'
import { lossAbove } from '../../../core/landing/content-loss.ts'
import { mayJoin } from '../../../core/landing/may-join.ts'
import { omnibusBranch } from '../../../core/landing/omnibus-branch.ts'
import { whyNotLanded } from '../../../core/landing/why-not-landed.ts'
import { assertNever } from '../../../core/model/errors.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { WorkerState } from '../../../core/state/types/worker-state.ts'
import type { CheckHands } from '../../hands.ts'
import type { CheckRecord } from '../checks/run-check.ts'
import { commandToLand } from './command-to-land.ts'
import { testTrain } from './test-train.ts'

export interface TrainContext {
  readonly state: State
  readonly signal: AbortSignal
  readonly recordOf: (worker: WorkerState) => CheckRecord
  /** Reads the commits of base and the branches. Resolves when the result is in the journal. */
  readonly lookAtRefs: () => Promise<void>
}

/** Carries out one step of the merge train. Long: it has one case for each kind of step. */
export async function performTrain(hands: CheckHands, action: TrainAction, context: TrainContext): Promise<readonly Event[]> {
  const { landing } = hands.git
  switch (action.do) {
    case 'begin_train': {
      const { base, from } = action
      const moved = from === null ? 'forward' : await landing.howBaseMoved(from, base)
      if (moved === 'forward') return [{ kind: 'train.begun', base }]
      const name = hands.project.base
      const reason = `${name} was rewritten: ${base.slice(0, 8)} does not contain ${from?.slice(0, 8)}, on which the tested work is built`
      return [{ kind: 'train.stopped', reason }]
    }
    case 'chain_train': {
      const beside = context.state.train?.members ?? []
      const { onto, commits, without } = action
      const { members, leftOut } = await landing.chain({
        base: context.state.train?.base ?? onto,
        onto,
        commits,
        without,
        beside,
        joins: mayJoin(context.state, commits),
        findLost: files => lossAbove(hands.project.policy.merge?.contentLoss ?? 1, files),
      })
      return [
        ...leftOut.map(aside => ({ kind: 'train.set_aside', onto, run: null, ...aside }) as const),
        { kind: 'train.chained', onto, members },
      ]
    }
    case 'test_train':
      return testTrain(hands, { ...context, action })
    case 'advance_train': {
      const branch = omnibusBranch(hands.project)
      const { from, tip } = action
      const base = context.state.train?.base ?? tip
      const { refused } = await landing.advance({ branch, from, to: tip, base })
      if (refused !== null) return [{ kind: 'train.stopped', reason: refused }]
      return [{ kind: 'train.advanced', tip, branch, command: await commandToLand(hands, { tip, base }) }]
    }
    case 'land_train': {
      const { tip, base } = action
      const { base: name } = hands.project
      const not = whyNotLanded(await landing.land({ tip, base }), { base: name, tip })
      // The work that is now in base must leave the train before anything else is decided. So czar reads the refs here.
      await context.lookAtRefs()
      return [{ kind: 'train.landed', tip, base: name, refused: not?.reason ?? null, command: not?.command ?? null }]
    }
    default:
      return assertNever(action)
  }
}
