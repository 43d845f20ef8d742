#compdef czar
# Completes czar's commands, flags and names in zsh. Print it with: czar completion zsh
# The words go to czar as they are, so nothing that is still being typed is run.
_czar() {
  local line
  local -a found
  for line in "${(@f)$(czar complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    if [[ $line == :files ]]; then
      _files
      return
    fi
    if [[ -n $line ]]; then found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}"); fi
  done
  _describe czar found
}
if [[ $funcstack[1] == _czar ]]; then _czar "$@"; else compdef _czar czar; fi
