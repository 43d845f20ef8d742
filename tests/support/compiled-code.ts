import { fileURLToPath } from 'node:url'

/**
 * The cache of compiled code for the czar programs that tests start with a home directory of their own. The cache saves 100 ms per
 * supervisor.
 */
export const COMPILED_CODE = { NODE_COMPILE_CACHE: fileURLToPath(new URL('../../node_modules/.cache/czar-tests', import.meta.url)) }
