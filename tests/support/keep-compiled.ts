import { flushCompileCache } from 'node:module'

// For programs that are killed: Node stores compiled code only when a process ends by itself. Import this module last,
// so that it includes the others.
flushCompileCache()
