import { randomBytes } from 'node:crypto'
import { ToolError } from '../../core/model/errors.ts'
import type { PaneId } from '../../core/model/ids.ts'
import type { PasteResult } from '../../core/model/ports.ts'
import type { ControlReply } from './control-client.ts'
import { readPaneFacts, type TmuxPaneFacts } from './pane-facts.ts'
import { asLine, type TmuxCommand } from './quote.ts'
import { tmuxFailure } from './tmux-failure.ts'
import type { TmuxLink } from './tmux-link.ts'

/** A person who typed so recently is in the middle of something. */
const TYPING_MS = 3_000

/**
 * Does `commands` to a pane if it takes input and nobody is typing, else says why not. The test and the commands are
 * one entry of the server's queue, so the pane cannot die in between: pasting into a dead one kills tmux 3.3a.
 * Copy mode is left first: tmux would paste without brackets, and swallow keys.
 */
export async function guardedInput(link: TmuxLink, pane: PaneId, commands: readonly TmuxCommand[]): Promise<PasteResult> {
  const what = `typing into pane ${pane}`
  try {
    const facts = await readPaneFacts(link, pane)
    const reason = refusalOf(facts)
    if (reason !== null) return { outcome: 'refused', reason }
    const done = `czar-done-${randomBytes(8).toString('hex')}`
    const line = guardedLine(pane, { facts, done, commands })
    return await judge(link, pane, { reply: await link.ask([line], { what }), done })
  } catch (error) {
    if (error instanceof ToolError && error.reason === 'target-gone') return { outcome: 'refused', reason: 'gone' }
    throw error
  }
}

function refusalOf(facts: TmuxPaneFacts): Exclude<PasteResult, { outcome: 'pasted' }>['reason'] | null {
  if (facts.dead) return 'dead'
  if (facts.inputOff) return 'input-off'
  if (facts.synchronized) return 'synchronized'
  if (facts.lastKeyAgoMs !== null && facts.lastKeyAgoMs < TYPING_MS) return 'person-typing'
  return null
}

function guardedLine(
  pane: PaneId,
  { facts, done, commands }: { readonly facts: TmuxPaneFacts; readonly done: string; readonly commands: readonly TmuxCommand[] },
): TmuxCommand {
  // Any key in between moves the session's activity: its last one was seconds ago, or never.
  const typed = `#{!=:#{session_activity},${facts.sessionActivity}}`
  const refuses = `#{||:#{||:#{pane_dead},#{pane_input_off}},#{||:#{pane_synchronized},${typed}}}`
  const leaveModes: TmuxCommand = ['copy-mode', '-q', '-t', pane]
  const body = asLine(leaveModes, ...commands, ['display-message', '-p', done])
  return ['if-shell', '-F', '-t', pane, refuses, '', body]
}

/** Not done and no error: the pane changed since we looked, so look again for the reason. */
async function judge(
  link: TmuxLink,
  pane: PaneId,
  { reply, done }: { readonly reply: ControlReply; readonly done: string },
): Promise<PasteResult> {
  if (reply.blocks.some(block => block.lines[0] === done)) return { outcome: 'pasted' }
  const failed = reply.blocks.find(block => !block.ok)
  if (failed !== undefined) throw tmuxFailure(`typing into pane ${pane}`, failed.lines.join('\n'), { command: ['if-shell', '-t', pane] })
  return { outcome: 'refused', reason: refusalOf(await readPaneFacts(link, pane)) ?? 'person-typing' }
}
