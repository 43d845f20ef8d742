/**
 * A script that writes the data of a hook to a signal file in one step. Its argument is the name of the hook's event. It is a shell
 * script, because hooks run at every tool call and starting Node takes 40 ms. The data of some hooks contain whole files. So for the
 * `bulky` events, only the event's name is written. The script prints nothing, because the output of some hooks becomes a part of the
 * prompt. It always exits with 0, because exit status 2 would block the tool.
 */
export function hookScript(bulky: readonly string[]): string {
  return `#!/bin/sh
umask 077
cd "$(dirname "$0")/signals" || exit 0
now=$(date +%s%N)
case $now in *[!0-9]* | ??????????) now=$(date +%s)000000000 ;; esac
name="$now-$$-$1.json"
case $1 in
  ${bulky.join(' | ')})
    cat >/dev/null
    printf '{"hook_event_name":"%s"}' "$1" >".$name.tmp"
    ;;
  *) cat >".$name.tmp" ;;
esac && mv ".$name.tmp" "$name"
exit 0
`
}
