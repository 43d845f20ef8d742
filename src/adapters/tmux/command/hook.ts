import { asLine, type TmuxCommand } from './quote.ts'

/**
 * A hook of the server's. `run-shell -C` fills formats into words in which tmux knows none (`-t`), and it waits for
 * the next round of the server. It must stand outermost: under an `if-shell` what it runs belongs to some attached
 * client, and when that one is gone by then the server dies (tmux 3.3a, NULL `c->peer` in `cmdq_add_message`). Seen
 * when a person's key took them back in the milliseconds in which their terminal came up.
 */
export function onHook(hook: string, ...commands: readonly TmuxCommand[]): TmuxCommand {
  const line = asLine(...commands).replace(MARKED, '#{$1}')
  return ['set-hook', '-g', hook, asLine(['run-shell', '-C', line])]
}

/** The value of a format as it is when the hook begins, for words of `onHook`; for names alone: it is not quoted. */
export function filled(format: string): string {
  return `${MARK}${format}${MARK}`
}

/** Its condition is read when its turn comes. */
export function when(condition: string, ...commands: readonly TmuxCommand[]): TmuxCommand {
  return ['if-shell', '-F', condition, asLine(...commands)]
}

/** Left as it is by every quoting. */
const MARK = '@@'
const MARKED = new RegExp(`${MARK}(\\w+?)${MARK}`, 'g')
