# Runs its arguments as the agent, if there are any. When they end, a shell stays in the terminal.
. "${0%/*}/log.sh"
if [ $# -gt 0 ]; then "$@"; fi
echo 'mybot: the key is refused, see https://example.com/keys'
rests shell 'the key is refused'
exec bash --rcfile "${0%/*}/left-shell.rc" -i
