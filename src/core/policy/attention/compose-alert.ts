import type { Alert, AlertedMatter, AlertMatter } from '../../model/alert.ts'
import { own } from '../../model/own.ts'
import type { AttentionItem, Finish, State } from '../../state/types/state.ts'
import { plainText } from '../../text/plain-text.ts'
import { hintNow, hintText } from '../../views/hint-text.ts'
import { verifiedText } from '../../views/task-counts.ts'

const MATTERS = 10
const TEXT_CHARS = 500

/** Writes the text of one alert. Returns null if nothing that it was about is open any more. */
export function composeAlert(state: State, id: string, matters: readonly AlertMatter[]): Alert | null {
  const open = matters.flatMap(({ key, raised }) => {
    const item = own(state.attention, key)
    return item !== undefined && item.settledAt === null && item.raised.seq === raised ? [item] : []
  })
  const finish = matters.some(({ raised }) => raised === state.finish?.seq) ? state.finish : null
  if (open.length === 0 && finish === null) return null
  const project = state.project?.name ?? ''
  const told = open.map(item => tellMatter(state, item))
  return {
    id,
    project,
    kind: finish === null ? 'attention' : 'finished',
    title: `${project}: ${finish === null ? whoNeeds(open) : `over, ${sayFinish(finish)}`}`,
    text: textOf(project, told, finish),
    matters: told,
  }
}

function tellMatter(state: State, { key, worker, text, hint, raised }: AttentionItem): AlertedMatter {
  return {
    key,
    worker,
    text: plainText(text, TEXT_CHARS),
    hint: hint === null ? null : hintText(hintNow(state, hint) ?? ''),
    since: raised.at,
  }
}

function whoNeeds(open: readonly AttentionItem[]): string {
  const [first] = open
  if (open.length !== 1 || first === undefined) return `${open.length} things need a person`
  return `${first.worker ?? 'something'} needs a person`
}

function sayFinish({ verified, failed }: Finish): string {
  return verifiedText({ verified, wanted: verified + failed })
}

function textOf(project: string, told: readonly AlertedMatter[], finish: Finish | null): string {
  const lines = finish === null ? [] : [`The project is over: ${sayFinish(finish)}.`]
  for (const { text, hint } of told.slice(0, MATTERS)) lines.push(text, ...(hint === null ? [] : [`  next: ${hint}`]))
  if (told.length > MATTERS) lines.push(`and ${told.length - MATTERS} more: czar status -p ${project}`)
  return lines.join('\n')
}
