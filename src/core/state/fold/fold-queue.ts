import type { QueueEvent } from '../../events/queue-event.ts'
import { own } from '../../model/own.ts'
import { dropTask } from '../drop-task.ts'
import { bonusTask } from '../empty.ts'
import type { Handlers } from '../fold.ts'
import { renewTask } from '../renew-task.ts'
import { withWinners } from './proof/fold-attempts.ts'

export const foldQueue: Handlers<QueueEvent> = {
  'task.added': (state, { bonus }, at) => {
    const known = own(state.tasks, bonus.id)
    if (known !== undefined && known.state !== 'dropped') return state
    // A dropped task may have had the same name. The numbers of its assignments are not used again.
    const task = { ...bonusTask(bonus), origin: 'person', given: known?.given ?? 0 } as const
    return withWinners({ ...state, tasks: { ...state.tasks, [bonus.id]: task } }, at)
  },
  'task.dropped': (state, { task }, at) => (own(state.tasks, task)?.kind === 'bonus' ? dropTask(state, task, { at, by: 'person' }) : state),
  'task.renewed': (state, { task }) => renewTask(state, task),
}
