import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { ToolError } from '../../../core/model/errors.ts'
import { plainText } from '../../../core/text/plain-text.ts'
import { asArguments, type TmuxCommand } from '../command/quote.ts'
import { runTmux, type TmuxAddress } from '../command/run-tmux.ts'
import { ALERT_LINE, ALERT_UNTIL } from './status-line.ts'

/** Everybody who is attached to a project's tmux server. */
export interface People {
  /**
   * Shows each of them a line at the bottom for a while, and says how many there are. Not by `display-message`: it
   * stops the person's view, takes their next key, and runs what stands in `#(…)` (tmux 3.3a).
   */
  tell(line: string): Promise<number>
  /** Rings the bell of each terminal, and says how many rang. */
  ring(): Promise<number>
}

const LINE_CHARS = 300
/** So long the line stands; tmux draws the bottom line anew every 15 s at least, so it may stay a little longer. */
const SHOWN_SECONDS = 30

/** Reaches the people by tmux processes of its own: nothing of the fleet is touched, and no server is started. */
export function createPeople(address: TmuxAddress): People {
  return {
    async tell(line) {
      const clients = await attached(address, '#{client_name}')
      // `#[` would begin a style, and a word that ends in `;` the next command.
      const text = `${plainText(line, LINE_CHARS).replaceAll('#[', '# [')} `
      const until = `${Math.floor(Date.now() / 1000) + SHOWN_SECONDS}`
      const show: readonly TmuxCommand[] = [
        ['set-option', '-g', ALERT_LINE, text],
        ['set-option', '-g', ALERT_UNTIL, until],
      ]
      if (clients.length > 0) await run(address, show, 'telling the people at the terminals')
      return clients.length
    },
    async ring() {
      const rung = await Promise.all((await attached(address, '#{client_tty}')).map(ringTerminal))
      return rung.filter(Boolean).length
    },
  }
}

/** One fact of each client that is a person's; none when there is no server. */
async function attached(address: TmuxAddress, format: string): Promise<readonly string[]> {
  try {
    const listed = await run(address, [['list-clients', '-F', `#{client_control_mode} ${format}`]], 'listing who is attached')
    return listed.split('\n').flatMap(line => (line.startsWith('0 ') ? [line.slice(2)] : []))
  } catch (error) {
    if (error instanceof ToolError && error.reason === 'server-gone') return []
    throw error
  }
}

function run(address: TmuxAddress, commands: readonly TmuxCommand[], what: string): Promise<string> {
  return runTmux(address, ['-N', ...asArguments(...commands)], { what })
}

/**
 * No command of tmux 3.3a rings a client, so its terminal is written to: one that is a terminal, and ours. A terminal
 * that was stopped (Ctrl-S) is not waited for.
 */
async function ringTerminal(path: string): Promise<boolean> {
  if (!path.startsWith('/dev/')) return false
  try {
    await using terminal = await open(path, constants.O_WRONLY | constants.O_NOCTTY | constants.O_NONBLOCK)
    const facts = await terminal.stat()
    if (!facts.isCharacterDevice() || facts.uid !== process.getuid?.()) return false
    await terminal.write('\x07')
    return true
  } catch {
    // It was closed meanwhile, or does not take a byte now.
    return false
  }
}
