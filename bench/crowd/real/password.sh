# Asks for a password as sudo does, with the terminal's echo off.
. "${0%/*}/log.sh"
stty -echo
printf '[sudo] password for me: '
rests password '[sudo] password for me'
IFS= read -r line
came password "$line"
echo
exec sleep 300
