import { flushCompileCache } from 'node:module'

// This is for programs that are killed, because Node stores compiled code only when a process ends by itself. This module must be imported
// last, so that the stored code includes the other modules.
flushCompileCache()
