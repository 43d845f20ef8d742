# A wrapper that runs its arguments as the agent (or nothing), and leaves a shell behind when they end.
. "${0%/*}/log.sh"
if [ $# -gt 0 ]; then "$@"; fi
echo 'mybot: the key is refused, see https://example.com/keys'
rests shell 'the key is refused'
exec bash --rcfile "${0%/*}/left-shell.rc" -i
