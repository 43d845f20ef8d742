/** A short socket directory that works on every machine. The next launch creates it with mode 0700. Some machines lack /run/user. */
export const RUNTIME_DIR_HINT = 'export XDG_RUNTIME_DIR=/tmp/run-$(id -u)'
