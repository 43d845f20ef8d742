import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { ToolError } from '../../../core/model/errors.ts'
import { plainText } from '../../../core/text/plain-text.ts'
import { asArguments, type TmuxCommand } from '../command/quote.ts'
import { runTmux, type TmuxAddress } from '../command/run-tmux.ts'
import { ALERT_LINE, ALERT_UNTIL } from './status-line.ts'

/** All people attached to a project's tmux server. */
export interface People {
  /**
   * Shows each person a line at the bottom of their terminal for a while. Returns how many people there are. tmux's own `display-message`
   * is unsuitable: it stops the person's view, takes their next key, and runs `#(…)` (tmux 3.3a).
   */
  tell(line: string): Promise<number>
  /** Rings the bell of each person's terminal. Returns how many terminals rang. */
  ring(): Promise<number>
}

const LINE_CHARS = 300
/**
 * The shortest time in ms for which a line is shown. tmux redraws the bottom line every 15 s or more often, so the line may stay up to 15 s
 * longer.
 */
const SHOWN_SECONDS = 30

/** Reaches the people through separate tmux processes. These do not affect the fleet's sessions, and start no server. */
export function createPeople(address: TmuxAddress): People {
  return {
    async tell(line) {
      const clients = await attached(address, '#{client_name}')
      // `#[` would begin a style in tmux, and a word that ends in `;` would end the command. So czar replaces both kinds of characters.
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

/** The value of a format for each person's client. Empty if there is no server. */
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
 * Rings a terminal's bell. tmux 3.3a has no command for that, so czar writes to the terminal device, if this user owns it. If the person
 * has stopped the terminal with Ctrl-S, this does not wait.
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
    // The terminal is closed, or takes no byte now, so it does not ring.
    return false
  }
}
