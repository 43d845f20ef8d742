import { fileURLToPath } from 'node:url'

/** For programs of the czar's that tests start with a home of their own: what is compiled once stays, 100 ms for each supervisor. */
export const COMPILED_CODE = { NODE_COMPILE_CACHE: fileURLToPath(new URL('../../node_modules/.cache/czar-tests', import.meta.url)) }
