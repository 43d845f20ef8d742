import type { Context } from 'hono'
import { commandSchema } from '../core/events/command.ts'
import { parseJson } from '../core/text/parse-json.ts'
import type { NodeBindings } from './answer-stream.ts'
import type { CzarDoor } from './door.ts'
import { type Identify, WORKER_HEADER } from './identify.ts'
import { refuse } from './refuse.ts'

/** Passes a command to the czar. Refuses everything that is no valid command. */
export async function answerCommand(context: Context<NodeBindings>, door: CzarDoor, identify: Identify | null): Promise<Response> {
  // Only JSON is accepted: a web page in a browser may send text/plain to a local port without asking first (a preflight request), but not
  // JSON.
  if (!/^application\/json\s*(;|$)/i.test(context.req.header('content-type') ?? '')) {
    return refuse(context, 415, 'a command is sent as application/json')
  }
  const body = parseJson(await context.req.text())
  if (body === undefined) return refuse(context, 400, 'the command is not JSON')
  const command = commandSchema.safeParse(body)
  if (!command.success) {
    const findings = command.error.issues.map(issue => `${issue.path.join('.') || 'command'}: ${issue.message}`)
    return refuse(context, 400, `the command is not understood: ${findings.join('; ')}`)
  }
  const { socket } = context.env.outgoing
  const stated = { worker: context.req.header(WORKER_HEADER) ?? null }
  const by = identify === null || socket === null ? null : await identify(socket, stated)
  const answer = await door.perform(command.data, by)
  return context.json(answer, answer.ok ? 200 : answer.needsPerson ? 403 : 409)
}
