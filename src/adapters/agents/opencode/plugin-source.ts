import type { PermissionConfig } from './permissions.ts'

interface PluginSettings {
  readonly signalsDirectory: string
  /** The command of the permission program. null: commands run without asking it. */
  readonly decision: readonly string[] | null
  readonly permission: PermissionConfig
}

/**
 * The source of a plugin for opencode 1.18. It writes each event to a signal file in one step, and asks the permission program about
 * commands. It runs as long as opencode, so it can remember which sessions were started by other sessions. An error in it would end a
 * turn, so it throws only to refuse a command. Long: it is the text of the plugin.
 */
export function pluginSource({ signalsDirectory, decision, permission }: PluginSettings): string {
  return `import { spawn } from 'node:child_process'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

const directory = ${JSON.stringify(signalsDirectory)}
const decision = ${JSON.stringify(decision)}
const permission = ${JSON.stringify(permission)}
const verdicts = new Map()
const answered = new Set()
const children = new Set()
const windows = new Map()
const told = new Map()
let lastNs = 0n
let written = 0
let context = null
let call = null

function decide(payload) {
  return new Promise(decided => {
    const program = spawn(decision[0], decision.slice(1), { stdio: ['pipe', 'pipe', 'ignore'], timeout: 8000 })
    let text = ''
    program.stdout.on('data', part => { text += part })
    program.on('error', () => decided({ verdict: 'ask' }))
    program.on('close', () => {
      try {
        decided(JSON.parse(text))
      } catch {
        decided({ verdict: 'ask' })
      }
    })
    program.stdin.on('error', () => {})
    program.stdin.end(JSON.stringify(payload))
  })
}

// Answers a request that the policy allows, so that no person is asked. false: the request is still open.
async function permit(client, { id, sessionID, tool }) {
  if (verdicts.get(tool?.callID) !== 'allow') return false
  answered.add(id)
  try {
    const { error } = await client.postSessionIdPermissionsPermissionId({ path: { id: sessionID, permissionID: id }, body: { response: 'once' } })
    if (!error) return true
  } catch {}
  answered.delete(id)
  return false
}

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
  'permission.replied': ({ requestID }) => answered.delete(requestID) || leave({ type: 'permission.replied', requestID }),
  'question.asked': ({ id, questions }) => leave({ type: 'question.asked', id, questions }),
  'question.replied': ({ requestID }) => leave({ type: 'question.replied', requestID }),
  'question.rejected': ({ requestID }) => leave({ type: 'question.rejected', requestID }),
}

export const CzarSignals = async ({ client, directory: worktree } = {}) => ({
  // At this point opencode has merged the user's files. In a merged object the user's keys come first, and of several
  // matching rules the last one counts.
  config: async config => {
    config.default_agent = 'build'
    config.permission = permission
    config.agent = { ...config.agent, build: { ...config.agent?.build, disable: false, mode: 'primary', permission } }
  },
  event: async ({ event }) => {
    try {
      if (event.type === 'permission.asked' && (await permit(client, event.properties))) return
      EVENTS[event.type]?.(event.properties)
    } catch {}
  },
  'chat.message': async ({ sessionID }, { parts }) => {
    const texts = parts.filter(part => part.type === 'text' && !part.synthetic).map(part => part.text)
    if (!children.has(sessionID)) leave({ type: 'chat.message', session: sessionID, text: texts.join('') })
  },
  'tool.execute.before': async (input, output) => {
    if (input?.tool !== 'bash' && input?.tool !== 'czar_run') return
    const { command, workdir = '.' } = output?.args ?? {}
    // For a tool of an MCP server, the question contains only the tool's name.
    if (input.tool === 'czar_run') call = { id: input.callID, command }
    if (decision === null) return
    const payload = { tool_name: input.tool, tool_input: { command }, cwd: resolve(worktree ?? '.', workdir) }
    const { verdict, reason } = await decide(payload)
    verdicts.set(input.callID, verdict)
    if (verdict === 'deny') throw new Error(reason)
  },
  'tool.execute.after': async input => {
    verdicts.delete(input?.callID)
  },
  'chat.params': async ({ model }) => {
    if (model?.limit?.context > 0) windows.set(model.id, model.limit.context)
  },
})
`
}
