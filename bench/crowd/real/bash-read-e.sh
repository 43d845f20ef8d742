# A loop of `read -e`. Its readline turns on bracketed paste and takes a pasted text whole.
. "${0%/*}/log.sh"
echo 'mybot 1.0'
while :; do
  shows prompt
  IFS= read -r -e -p 'mybot> ' text || exit 0
  shows busy
  took "$text"
  echo "* read ${#text} characters"
done
