import { asideOf } from '../../landing/boarding.ts'
import { omnibusBranch } from '../../landing/omnibus-branch.ts'
import { sayAside } from '../../landing/say-aside.ts'
import { own } from '../../model/own.ts'
import type { State } from '../../state/types/state.ts'
import type { AttentionMatter } from '../engine/matter.ts'
import { whyNotReturned } from './return-work.ts'

/** A train that stopped, and work that is set aside and does not go back to its worker. */
export function trainMatters(state: State): readonly AttentionMatter[] {
  const { train, project } = state
  if (train === null || project === null) return []
  const branch = omnibusBranch(project)
  if (train.stopped !== null) {
    const text = `proven work is not merged any more: ${train.stopped}`
    return [{ key: 'train', worker: null, text, hint: 'czar merge' }]
  }
  return Object.keys(train.aside).flatMap(id => {
    const aside = asideOf(state, train, id)
    const why = aside === null || aside.because === 'needs' ? null : whyNotReturned(state, train, aside)
    if (aside === null || why === null) return []
    const worker = own(state.tasks, id)?.worker ?? null
    return [
      { key: `aside:${id}`, worker, text: `${id} is proven and not on ${branch}, for it ${sayAside(aside)}; ${why}`, hint: 'czar merge' },
    ]
  })
}
