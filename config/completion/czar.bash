# Completes czar's commands, flags and names in bash. Print it with: czar completion bash
# The words go to czar as they are, so nothing that is still being typed is run.
_czar() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :files ]]; then compopt -o default; else COMPREPLY+=("${line%%$'\t'*}"); fi
  done < <(czar complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _czar czar
