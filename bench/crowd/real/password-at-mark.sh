# Asks for a passphrase without echo, behind a mark that looks like the prompt of an input line.
. "${0%/*}/log.sh"
stty -echo
printf 'Passphrase for the signing key\n> '
rests password 'Passphrase for the signing key'
IFS= read -r line
came password "$line"
exec sleep 300
