/** A short socket directory that works everywhere; the next launch creates it private. Some machines lack /run/user. */
export const RUNTIME_DIR_HINT = 'export XDG_RUNTIME_DIR=/tmp/run-$(id -u)'
