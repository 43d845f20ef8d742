import { randomBytes } from 'node:crypto'
import { ToolError } from '../../../core/model/errors.ts'
import type { PasteResult } from '../../../core/ports/terminal-port.ts'
import { asLine, type TmuxCommand } from '../command/quote.ts'
import { tmuxFailure } from '../command/tmux-failure.ts'
import type { TmuxCommands } from '../link/tmux-link.ts'
import { activityFormat, type PaneTarget, readPaneFacts, type TmuxPaneFacts } from '../panes/pane-facts.ts'

/** A person who pressed a key within this time counts as still typing. */
const TYPING_MS = 3_000

/**
 * If the pane changes between czar's reading and its tmux command, tmux does not run the command. Czar then reads the pane again, at most
 * this many times.
 */
const LOOKS = 4

type Refusal = Extract<PasteResult, { outcome: 'refused' }>['reason']

/**
 * Runs `commands` on a pane if the pane takes input and no person is typing. Otherwise it returns the reason. tmux runs the test and the
 * commands as one step, so the pane cannot die between them. This matters because pasting into a dead pane crashes tmux 3.3a. Copy mode is
 * left first, because in copy mode tmux would paste without brackets and swallow keys.
 */
export async function guardedInput(link: TmuxCommands, target: PaneTarget, commands: readonly TmuxCommand[]): Promise<PasteResult> {
  try {
    for (let look = 1; look <= LOOKS; look++) {
      const facts = await readPaneFacts(link, target)
      const reason = refusalOf(facts)
      if (reason !== null) return { outcome: 'refused', reason }
      if (await isDone(link, target, guard(target, { facts, commands }))) return { outcome: 'pasted' }
    }
    return { outcome: 'refused', reason: 'person-typing' }
  } catch (error) {
    if (error instanceof ToolError && error.reason === 'target-gone') return { outcome: 'refused', reason: 'gone' }
    throw error
  }
}

function refusalOf(facts: TmuxPaneFacts): Refusal | null {
  if (facts.dead) return 'dead'
  if (facts.inputOff) return 'input-off'
  if (facts.synchronized) return 'synchronized'
  if (facts.lastKeyAgoMs !== null && facts.lastKeyAgoMs < TYPING_MS) return 'person-typing'
  return null
}

interface Guarded {
  readonly line: TmuxCommand
  /** The text that tmux prints if it ran the commands. */
  readonly done: string
}

function guard(target: PaneTarget, { facts, commands }: { facts: TmuxPaneFacts; commands: readonly TmuxCommand[] }): Guarded {
  // The person's last key is some seconds old. So if the session's activity time changes, a key was pressed in between.
  const typed = `#{!=:${activityFormat(target)},${facts.sessionActivity}}`
  const refuses = `#{||:#{||:#{pane_dead},#{pane_input_off}},#{||:#{pane_synchronized},${typed}}}`
  const done = `czar-done-${randomBytes(8).toString('hex')}`
  const leaveModes: TmuxCommand = ['copy-mode', '-q', '-t', target.pane]
  const body = asLine(leaveModes, ...commands, ['display-message', '-p', done])
  return { line: ['if-shell', '-F', '-t', target.pane, refuses, '', body], done }
}

async function isDone(link: TmuxCommands, { pane }: PaneTarget, { line, done }: Guarded): Promise<boolean> {
  const what = `typing into pane ${pane}`
  const { blocks } = await link.ask([line], { what })
  if (blocks.some(block => block.lines.includes(done))) return true
  const failed = blocks.find(block => !block.ok)
  if (failed !== undefined) throw tmuxFailure(what, failed.lines.join('\n'), { command: line })
  return false
}
