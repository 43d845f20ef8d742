# Completes czar's commands, flags and names in fish. Print it with: czar completion fish
# The words go to czar as they are, so nothing that is still being typed is run.
function __czar_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l found (czar complete -- $words[2..] 2>/dev/null)
    if contains -- :files $found
        __fish_complete_path (commandline -ct)
    else if test (count $found) -gt 0
        printf '%s\n' $found
    end
end
complete -c czar -f -a '(__czar_complete)'
