import { asLine, type TmuxCommand } from './quote.ts'

/**
 * A server hook. `run-shell -C` fills formats into words that tmux does not expand (`-t`), and runs in the server's
 * next round. It must be outermost: commands under an `if-shell` belong to some attached client. When that client is
 * gone by then, the server dies (tmux 3.3a, NULL `c->peer` in `cmdq_add_message`). A person's key that detaches them
 * while their terminal comes up triggers it.
 */
export function onHook(hook: string, ...commands: readonly TmuxCommand[]): TmuxCommand {
  const line = asLine(...commands).replace(MARKED, '#{$1}')
  return ['set-hook', '-g', hook, asLine(['run-shell', '-C', line])]
}

/** A format's value at the start of the hook, for words of `onHook`. Use it for names only: it is not quoted. */
export function filled(format: string): string {
  return `${MARK}${format}${MARK}`
}

/** tmux evaluates the condition when the command runs. */
export function when(condition: string, ...commands: readonly TmuxCommand[]): TmuxCommand {
  return ['if-shell', '-F', condition, asLine(...commands)]
}

/** Quoting leaves this mark unchanged. */
const MARK = '@@'
const MARKED = new RegExp(`${MARK}(\\w+?)${MARK}`, 'g')
