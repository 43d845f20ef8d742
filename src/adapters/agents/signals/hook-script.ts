/**
 * A script that writes a hook's payload atomically to one signal file; its one argument is the event's name. It is a shell
 * script because hooks run at every tool call, and starting Node takes 40 ms. Tool payloads contain whole files, so of
 * `bulky` events only the name is kept. The script prints nothing: the output of some hooks becomes part of the prompt.
 * It never fails: exit 2 would block the tool.
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
