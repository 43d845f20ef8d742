import { asLine, type TmuxCommand } from './quote.ts'

/**
 * A server hook. `run-shell -C` inserts formats into words that tmux does not expand (`-t`), and runs in the server's next round. It must
 * be outermost, because commands under an `if-shell` belong to an attached client. If that client is gone by then, the server dies (tmux
 * 3.3a, NULL `c->peer` in `cmdq_add_message`). That happens when a person's key detaches them while their terminal starts.
 */
export function onHook(hook: string, ...commands: readonly TmuxCommand[]): TmuxCommand {
  const line = asLine(...commands).replace(MARKED, '#{$1}')
  return ['set-hook', '-g', hook, asLine(['run-shell', '-C', line])]
}

/**
 * The value of a format when the hook starts, for words of `onHook`. The value is not quoted, so use this only for
 * names.
 */
export function filled(format: string): string {
  return `${MARK}${format}${MARK}`
}

/** tmux evaluates the condition when the command runs. */
export function when(condition: string, ...commands: readonly TmuxCommand[]): TmuxCommand {
  return ['if-shell', '-F', condition, asLine(...commands)]
}

/** A sign that quoting leaves unchanged. */
const MARK = '@@'
const MARKED = new RegExp(`${MARK}(\\w+?)${MARK}`, 'g')
