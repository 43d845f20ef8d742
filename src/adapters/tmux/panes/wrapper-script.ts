/** How long the script goes on after its program ends. tmux 3.3a drops output that it has not read when the pane's first process ends. */
const DRAIN_SECONDS = '0.3'

/**
 * Script for `sh -c` that runs a worker's program and reports how it ended. Its arguments are the directory of this start of the agent,
 * TERM, COLORTERM, SHELL, and the program with its arguments. The three variables (empty: not given) are passed because tmux sets its own
 * values, COLORTERM since 3.6. The script reads a secret (the nonce) from a file, which it removes before the program starts, and keeps it
 * in a variable that is not exported. So the program cannot forge a report of its end. `command -p` finds the system's own tools whatever
 * PATH the program gets. If the script's shell is a subreaper, it becomes the parent of the program's orphans, and writes those that still
 * run to the file `left`. The script does not catch HUP. When a terminal closes, only its first process gets HUP at once, and the others
 * get it when the first one ends.
 */
export const WRAPPER_SCRIPT = `
czar_directory=$1 czar_term=$2 czar_colorterm=$3 czar_shell=$4
shift 4
unset czar_nonce COLORTERM SHELL TMUX TMUX_PANE TERM_PROGRAM TERM_PROGRAM_VERSION
IFS= read -r czar_nonce <"$czar_directory/nonce"
command -p rm -f "$czar_directory/nonce"
[ -z "$czar_term" ] || { TERM=$czar_term; export TERM; }
[ -z "$czar_colorterm" ] || { COLORTERM=$czar_colorterm; export COLORTERM; }
[ -z "$czar_shell" ] || { SHELL=$czar_shell; export SHELL; }
trap : INT QUIT
/bin/sh -c 'printf "%s\\n" "$$" >"$0/agent.pid"; exec "$@"' "$czar_directory" "$@"
czar_status=$?
printf '%s\\n' "$czar_status" >"$czar_directory/exit.new" && command -p mv -f "$czar_directory/exit.new" "$czar_directory/exit"
printf '\\033\\\\\\033]2;czar:%s:%s\\007' "$czar_nonce" "$czar_status"
command -p sleep ${DRAIN_SECONDS}
{ read -r czar_left <"/proc/$$/task/$$/children"; } 2>/dev/null
for czar_pid in $czar_left; do
  { IFS= read -r czar_line <"/proc/$czar_pid/stat" && printf '%s\\n' "$czar_line"; } 2>/dev/null
done >"$czar_directory/left"
exit "$czar_status"
`

/** Parses the title with which the script reports the end of its program. null: the title is something else. */
export function readExitTitle(title: string): { readonly nonce: string; readonly status: number } | null {
  const found = /^czar:([0-9a-f]{32}):(\d{1,3})$/.exec(title)
  return found === null ? null : { nonce: found[1] ?? '', status: Number(found[2]) }
}
