/** Where sockets may lie for everybody: short, and made for this user alone by the next launch. /run/user is not on every machine. */
export const RUNTIME_DIR_HINT = 'export XDG_RUNTIME_DIR=/tmp/run-$(id -u)'
