/** How long a czar may use the processor without a sign of life, in seconds of its own processor time. */
export interface Patience {
  /** Between two looks, in seconds. */
  readonly everyS: number
  /** Then `czar status` says so. */
  readonly tellS: number
  /** Then it is ended, and launched again. */
  readonly endS: number
}

/** A czar gives a sign of life every 15 s, in which it uses far less than this, even where it has much to do. */
export const PATIENCE: Patience = { everyS: 15, tellS: 45, endS: 90 }

/** Waits for the end of a czar, and launches the fleet again; tried thrice, for the launch may fail, too. */
const REVIVE = 'for wait in 1 5 30; do sleep $wait; "$@" launch </dev/null && exit 0; done; exec "$@" give-up </dev/null'

/** Sets `used` to the seconds of processor time that the process `$pid` has used, and `state` to its letter. */
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

/** Into the log of the watchdog. */
const SAY = `
say() {
  echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) $1" >&3
}`

/** Leaves on record what was seen, for `czar status` and the next czar. */
const NOTE = `
note() {
  printf '{"version":1,"at":%s000,"seconds":%s,"isEnded":%s}\\n' "$(date +%s)" "$1" "$2" >"$file.new" && mv -f "$file.new" "$file"
}`

/**
 * Text of a watchdog for a shell. Arguments: pid, file, everyS, tellS, endS, and the command that launches again. Its input is a
 * pipe whose other end the czar holds: whatever ends the czar, also kill -9 and the kernel for want of memory, ends the pipe.
 * Over it come `beat`, and `over` from a czar that ends by itself; a clock of the watchdog's own says `tick` in between. Time
 * alone proves nothing: the machine may sleep, or be busy. A czar that uses the processor and does not beat is in a loop. One
 * that a signal has stopped is let go on at the third tick: it has no terminal from which a person could mean that.
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
