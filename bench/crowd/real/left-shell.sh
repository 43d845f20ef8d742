# An agent that ends, under a wrapper that leaves a shell behind.
. "${0%/*}/log.sh"
echo 'mybot: no key is set, see https://example.com/keys'
rests shell 'no key is set'
exec bash --rcfile "${0%/*}/left-shell.rc" -i
