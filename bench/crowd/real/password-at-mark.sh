# Asks at the mark of a composer for a passphrase that it does not show.
. "${0%/*}/log.sh"
stty -echo
printf 'Passphrase for the signing key\n> '
rests password 'Passphrase for the signing key'
IFS= read -r line
came password "$line"
exec sleep 300
