/** Limits for a czar that uses CPU without a heartbeat, in seconds of its own CPU time. */
export interface Patience {
  /** Interval between checks, in seconds. */
  readonly everyS: number
  /** After this much CPU time, `czar status` reports it. */
  readonly tellS: number
  /** After this much CPU time, the czar is killed and relaunched. */
  readonly endS: number
}

/** A czar's heartbeat comes every 15 s. Between two heartbeats a czar uses far less CPU time than this, even under load. */
export const PATIENCE: Patience = { everyS: 15, tellS: 45, endS: 90 }

/** Relaunches the fleet after a czar has ended. It tries three times, because the launch may fail too. */
const REVIVE = 'for wait in 1 5 30; do sleep $wait; "$@" launch </dev/null && exit 0; done; exec "$@" give-up </dev/null'

/** Sets `used` to the CPU seconds of the process `$pid`, and `state` to its state letter. */
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

/** Writes to the watchdog's log. */
const SAY = `
say() {
  echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) $1" >&3
}`

/** Records the finding for `czar status` and the next czar. */
const NOTE = `
note() {
  printf '{"version":1,"at":%s000,"seconds":%s,"isEnded":%s}\\n' "$(date +%s)" "$1" "$2" >"$file.new" && mv -f "$file.new" "$file"
}`

/**
 * The shell source of a watchdog. Arguments: pid, file, everyS, tellS, endS, and the relaunch command. Its input is a
 * pipe whose other end the czar holds. However the czar ends, even by kill -9 or the OOM killer, the pipe closes. The
 * pipe carries `beat`, and `over` from a czar that ends by itself; the watchdog's own clock adds `tick`. Elapsed time
 * proves nothing, because the machine may sleep or be busy. But a czar that uses CPU time without a heartbeat is in a
 * loop. A czar that a signal stopped is continued at the third tick: it has no terminal, so no person meant to stop it.
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
          say "the czar was stopped by a signal, and is let go on: kill -CONT $pid"
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
