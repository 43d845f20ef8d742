/** How long the watchdog waits for a czar that uses the CPU without a heartbeat, in seconds of the czar's own CPU time. */
export interface Patience {
  /** The seconds between two checks. */
  readonly everyS: number
  /** After this much CPU time without a heartbeat, `czar status` reports it. */
  readonly tellS: number
  /** After this much CPU time without a heartbeat, the czar is killed and relaunched. */
  readonly endS: number
}

/** A czar sends a heartbeat every 15 s. Between two heartbeats it uses far less CPU time than these limits, even under load. */
export const PATIENCE: Patience = { everyS: 15, tellS: 45, endS: 90 }

/** Shell code that relaunches the fleet after a czar has ended. It tries three times, because a relaunch may fail too. */
const REVIVE = 'for wait in 1 5 30; do sleep $wait; "$@" launch </dev/null && exit 0; done; exec "$@" give-up </dev/null'

/** Shell code that sets `used` to the CPU seconds of the process `$pid`, and `state` to the letter of its state. */
const READ_USED = `
if [ -r "/proc/$pid/stat" ]; then
  hz=$(getconf CLK_TCK 2>/dev/null || echo 100)
  read_used() {
    { IFS= read -r line <"/proc/$pid/stat"; } 2>/dev/null || return
    line=\${line##*) }
    read -r state _ _ _ _ _ _ _ _ _ _ user system _ <<END
$line
END
    used=$(((user + system) / hz))
  }
else
  read_used() {
    time=$(ps -o time= -p "$pid") || return
    state=$(ps -o stat= -p "$pid")
    days=\${time%%-*}
    [ "$days" = "$time" ] && days=0
    used=$(echo "\${time#*-}" | { IFS=:. read -r a b c d; case $time in *:*:*) echo $((\${a#0} * 3600 + \${b#0} * 60 + \${c#0}));; *) echo $((\${a#0} * 60 + \${b#0}));; esac; })
    used=$((used + days * 86400))
  }
fi`

/** Shell code that writes to the watchdog's log. */
const SAY = `
say() {
  echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) $1" >&3
}`

/** Shell code that records what the watchdog found, for `czar status` and for the czar that it relaunches. */
const NOTE = `
note() {
  printf '{"version":1,"at":%s000,"seconds":%s,"isEnded":%s}\\n' "$(date +%s)" "$1" "$2" >"$file.new" && mv -f "$file.new" "$file"
}`

/**
 * The shell source of a watchdog. Its arguments are pid, file, everyS, tellS, endS and the relaunch command. Its input is a pipe whose
 * other end the czar holds. However the czar ends, even by kill -9 or the OOM killer, the pipe closes. Through the pipe the czar sends
 * `beat` as a heartbeat, and `over` if it ends by itself. The watchdog's own clock adds `tick`. Elapsed time alone proves nothing, because
 * the machine may sleep or be busy. But a czar that uses CPU time without a heartbeat is in a loop. A czar that was suspended by a signal
 * is continued at the third tick: it has no terminal, so no person has suspended it on purpose.
 */
export const WATCHDOG_SCRIPT = `
unset CZAR_WATCHDOG
pid=$1 file=$2 every=$3 tell=$4 end=$5
shift 5
used=0 state=
${READ_USED}
${SAY}
${NOTE}
watch() {
  read_used
  base=$used told= stops=0
  while read -r word; do
    case $word in
      over) return 1 ;;
      gone) return 0 ;;
      beat) read_used; base=$used; [ -z "$told" ] || rm -f "$file"; told= ;;
      tick)
        read_used
        case $state in T*) stops=$((stops + 1)) ;; *) stops=0 ;; esac
        if [ "$stops" -ge 3 ]; then
          stops=0
          say "the czar was suspended by a signal; the watchdog continues it: kill -CONT $pid"
          kill -CONT "$pid"
        elif [ $((used - base)) -ge "$end" ]; then
          note $((used - base)) true
          kill -9 "$pid"
        elif [ $((used - base)) -ge "$tell" ]; then
          note $((used - base)) false
          told=1
        fi ;;
    esac
  done
}
{
  {
    trap 'kill "$nap"; exit' TERM
    while :; do
      sleep "$every" &
      nap=$!
      wait "$nap"
      echo tick
    done
  } </dev/null &
  clock=$!
  cat
  kill "$clock"
  echo gone
} 2>/dev/null | watch 3>&1 || exit 0
${REVIVE}
`
