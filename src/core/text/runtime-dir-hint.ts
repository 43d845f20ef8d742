/** A short folder for sockets that works on every machine. The next launch makes it with mode 0700. Some machines have no /run/user. */
export const RUNTIME_DIR_HINT = 'export XDG_RUNTIME_DIR=/tmp/run-$(id -u)'
