import { asLine, type TmuxCommand } from './quote.ts'

/**
 * A server hook that runs `commands`. It uses `run-shell -C`, which inserts formats (such as `#{hook_client}`) even into words that tmux
 * does not expand (`-t`), and which runs when the server next handles commands. `run-shell` must be outermost, because commands inside an
 * `if-shell` belong to an attached client. If that client is gone by then, the server crashes (tmux 3.3a, NULL `c->peer` in
 * `cmdq_add_message`). This happens when a person's key detaches them while their terminal starts.
 */
export function onHook(hook: string, ...commands: readonly TmuxCommand[]): TmuxCommand {
  const line = asLine(...commands).replace(MARKED, '#{$1}')
  return ['set-hook', '-g', hook, asLine(['run-shell', '-C', line])]
}

/**
 * Inserts the value that a format has when the hook starts, for words of `onHook`. The value is not quoted, so use this only for names.
 */
export function filled(format: string): string {
  return `${MARK}${format}${MARK}`
}

/** Runs the commands only if the condition is true. tmux evaluates the condition when it runs this command. */
export function when(condition: string, ...commands: readonly TmuxCommand[]): TmuxCommand {
  return ['if-shell', '-F', condition, asLine(...commands)]
}

/** Encloses the name of a format until the word has been quoted. Quoting leaves these characters unchanged. */
const MARK = '@@'
const MARKED = new RegExp(`${MARK}(\\w+?)${MARK}`, 'g')
