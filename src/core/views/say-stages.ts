import { counted } from '../text/counted.ts'
import type { StagesView } from './stages.ts'

/** Says at which stage a task is, for example `api: test 3/3, assigned; work went back once`. */
export function sayStages({ text, state, sent_back: times }: StagesView): string {
  const returned = times === 0 ? '' : `; work went back ${times === 1 ? 'once' : counted(times, 'time')}`
  return `${text}, ${state}${returned}`
}
