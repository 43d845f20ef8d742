# A loop of `read`, like the example in config.md.
. "${0%/*}/log.sh"
echo 'mybot 1.0'
while :; do
  printf 'mybot> '
  shows prompt
  IFS= read -r line || exit 0
  shows busy
  took "$line"
  echo "* read ${#line} characters"
done
