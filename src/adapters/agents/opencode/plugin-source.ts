/**
 * A plugin of opencode 1.18 that leaves what we read of its events as signal files, whole or not at all. It lives as long
 * as the program, so it is what remembers who is whose child; it changes nothing and never fails, for that would end a turn.
 */
export function pluginSource(signalsDirectory: string): string {
  return `import { mkdirSync, renameSync, writeFileSync } from 'node:fs'

const directory = ${JSON.stringify(signalsDirectory)}
const children = new Set()
const windows = new Map()
const told = new Map()
let lastNs = 0n
let written = 0
let context = null
let call = null

function leave(signal) {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    const nowNs = BigInt(Date.now()) * 1000000n
    lastNs = nowNs > lastNs ? nowNs : lastNs + 1n
    written += 1
    const name = lastNs + '-' + process.pid + '-' + String(written).padStart(6, '0') + '.json'
    writeFileSync(directory + '/.' + name + '.tmp', JSON.stringify(signal), { mode: 0o600 })
    renameSync(directory + '/.' + name + '.tmp', directory + '/' + name)
  } catch {}
}

function leaveOnce(key, signal) {
  const now = JSON.stringify(signal)
  if (told.get(key) === now) return
  told.set(key, now)
  leave(signal)
}

const EVENTS = {
  'session.created': ({ info }) => info.parentID && children.add(info.id),
  'session.updated': ({ info }) => {
    if (info.parentID) children.add(info.id)
    if (info.tokens?.output) leaveOnce('usage ' + info.id, { type: 'usage', session: info.id, model: info.model?.id, cost: info.cost, tokens: info.tokens, context })
  },
  'message.updated': ({ info }) => {
    if (info.role !== 'assistant' || children.has(info.sessionID) || !info.tokens?.output) return
    context = { tokens: info.tokens, window: windows.get(info.modelID) ?? null }
  },
  'session.status': ({ sessionID, status }) => leaveOnce('status ' + sessionID, { type: 'session.status', child: children.has(sessionID), status }),
  'session.error': ({ sessionID, error }) => leave({ type: 'session.error', child: children.has(sessionID), error: { name: error?.name, data: { message: error?.data?.message, statusCode: error?.data?.statusCode } } }),
  'session.compacted': ({ sessionID }) => leave({ type: 'session.compacted', child: children.has(sessionID) }),
  'permission.asked': ({ id, permission, patterns, metadata, tool }) => leave({ type: 'permission.asked', id, permission, patterns, command: metadata?.command ?? (call?.id === tool?.callID ? call?.command : undefined) }),
  'permission.replied': ({ requestID }) => leave({ type: 'permission.replied', requestID }),
  'question.asked': ({ id, questions }) => leave({ type: 'question.asked', id, questions }),
  'question.replied': ({ requestID }) => leave({ type: 'question.replied', requestID }),
  'question.rejected': ({ requestID }) => leave({ type: 'question.rejected', requestID }),
}

export const CzarSignals = async () => ({
  event: async ({ event }) => {
    try {
      EVENTS[event.type]?.(event.properties)
    } catch {}
  },
  'chat.message': async ({ sessionID }, { parts }) => {
    const texts = parts.filter(part => part.type === 'text' && !part.synthetic).map(part => part.text)
    if (!children.has(sessionID)) leave({ type: 'chat.message', session: sessionID, text: texts.join('') })
  },
  // Of a server's tool the question says the name alone.
  'tool.execute.before': async (input, output) => {
    if (input?.tool === 'czar_run') call = { id: input.callID, command: output?.args?.command }
  },
  'chat.params': async ({ model }) => {
    if (model?.limit?.context > 0) windows.set(model.id, model.limit.context)
  },
})
`
}
