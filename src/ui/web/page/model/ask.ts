import type { Command } from '../../../../core/events/command.ts'
import { notice } from './store.ts'

/** What the server answers to a request that changes something. `changed`: the diff has changed since the person reviewed it. */
export interface Answer {
  readonly ok: boolean
  readonly message: string
  readonly hint?: string | null
  readonly changed?: boolean
}

/** Reads JSON from the server. If the server refuses, throws an error with the server's words. */
export async function read<Found>(path: string): Promise<Found> {
  const answer = await fetch(path)
  const body = await answer.json()
  if (!answer.ok) throw new Error([body.message, body.hint].filter(Boolean).join('; next: '))
  return body
}

/** Sends JSON to the server, and shows the result in a line at the bottom. */
export async function write(path: string, body: object): Promise<Answer> {
  const answer = await send(path, body)
  const next = answer.ok || !answer.hint ? '' : `. Next: ${answer.hint}`
  notice.value = { text: `${answer.message}${next}`, isTrouble: !answer.ok }
  return answer
}

async function send(path: string, body: object): Promise<Answer> {
  try {
    const headers = { 'content-type': 'application/json', 'x-czar-page': '1' }
    const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
    return await answer.json()
  } catch {
    return { ok: false, message: 'czar web does not answer. Nothing was sent.' }
  }
}

/** Gives the project's czar a command. */
export function giveCommand(project: string, order: Command): Promise<Answer> {
  return write(`/api/projects/${encodeURIComponent(project)}/commands`, order)
}

/** The path of the server for one worker. */
export function workerPath(project: string, worker: string, what: string): string {
  return `/api/projects/${encodeURIComponent(project)}/workers/${encodeURIComponent(worker)}/${what}`
}
