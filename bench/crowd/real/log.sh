# Sourced by shell programs: writes their log in the format of stage/log.ts.
mkdir -p "$CROWD_LOG"
log() { printf '{"at":%s,%s}\n' "$(date +%s%3N)" "$1" >>"$CROWD_LOG/$$.jsonl"; }
shows() { log "\"kind\":\"shows\",\"shows\":\"$1\""; }
rests() { log "\"kind\":\"shows\",\"shows\":\"$1\",\"rests\":[\"$2\"]"; }
came() { log "\"kind\":\"in\",\"shows\":\"$1\",\"bytes\":\"$(printf '%s' "$2" | base64 -w0)\""; }
took() {
  local text=${1//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\t'/\\t}
  log "\"kind\":\"took\",\"text\":\"${text//$'\e'/\\u001b}\""
}
