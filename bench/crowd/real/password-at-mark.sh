# Takes lines at `> `, and behind its brief asks there for a passphrase that it does not show.
. "${0%/*}/log.sh"
printf '> '
shows prompt
IFS= read -r line
took "$line"
printf 'Passphrase for the signing key\n> '
stty -echo
rests password 'Passphrase for the signing key'
IFS= read -r line
came password "$line"
exec sleep 300
