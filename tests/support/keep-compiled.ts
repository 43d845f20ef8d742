import { flushCompileCache } from 'node:module'

// For programs that are killed: Node writes down what it has compiled when a process ends by itself. The last import, so that the others are in it.
flushCompileCache()
