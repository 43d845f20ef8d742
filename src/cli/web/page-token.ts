import { createHmac, randomBytes } from 'node:crypto'
import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { replaceFile } from '../../adapters/status/files/replace-file.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import { shellWord } from '../../core/text/shell-word.ts'

const FILE = 'web.secret'
const SECRET = /^[\w-]{43}\n$/
/** 192 bits in base64url. */
const TOKEN_CHARS = 32

export interface PageScope {
  readonly isReadOnly: boolean
  /** The only project that the page shows. Null: it shows all. */
  readonly project: string | null
}

export interface TokenRequest {
  readonly stateDir: string
  readonly scope: PageScope
  /** Makes a new secret, after which no earlier link is valid. */
  readonly isNew: boolean
}

export interface PageToken {
  readonly token: string
  /** Why the token could not be stored. The next start then has another token. Null: the token is stored. */
  readonly whyNotKept: string | null
}

/**
 * The token in the page's link. It is made from a secret in a file that only this user can read, so it stays the same over restarts. Each
 * kind of page has its own token. So a link to a read-only page or to one project never becomes a link that can steer all projects.
 */
export function pageToken({ stateDir, scope, isNew }: TokenRequest): PageToken {
  const path = join(existsSync(stateDir) ? realpathSync(stateDir) : stateDir, FILE)
  const kept = isNew ? null : readSecret(path)
  const { secret, whyNotKept } = kept === null ? makeSecret(path, isNew) : { secret: kept, whyNotKept: null }
  const meaning = JSON.stringify([scope.isReadOnly ? 'look' : 'steer', scope.project])
  const token = createHmac('sha256', secret).update(meaning).digest('base64url').slice(0, TOKEN_CHARS)
  return { token, whyNotKept }
}

/**
 * If the disk is full or read-only, the page works with a token that is not stored. But with `--new-token` the new secret must be stored
 * (`mustKeep`), because otherwise the old links stay valid.
 */
function makeSecret(path: string, mustKeep: boolean): { readonly secret: string; readonly whyNotKept: string | null } {
  const secret = `${randomBytes(32).toString('base64url')}\n`
  try {
    replaceFile(path, secret)
    return { secret, whyNotKept: null }
  } catch (error) {
    if (mustKeep) throw error
    return { secret, whyNotKept: error instanceof Error ? error.message : String(error) }
  }
}

/**
 * Reads the secret. Returns null if there is no file. Throws an error if another user could have read or written the file. The check
 * examines the opened file, so the file cannot be exchanged in between.
 */
function readSecret(path: string): string | null {
  const descriptor = openSecret(path)
  if (descriptor === null) return null
  try {
    const facts = fstatSync(descriptor)
    if (!facts.isFile()) throw unsafe(path, 'is not a file')
    if (facts.uid !== process.getuid?.()) throw unsafe(path, 'belongs to another user')
    if ((facts.mode & 0o077) !== 0) throw unsafe(path, `can be used by other users (mode ${(facts.mode & 0o777).toString(8)})`)
    if (facts.nlink !== 1) throw unsafe(path, 'has a second name (a hard link)')
    const secret = facts.size > 100 ? '' : readFileSync(descriptor, 'utf8')
    if (!SECRET.test(secret)) throw unsafe(path, 'does not hold what czar has written')
    return secret
  } finally {
    closeSync(descriptor)
  }
}

function openSecret(path: string): number | null {
  try {
    // Without O_NONBLOCK, the command would wait for ever if the path is a named pipe.
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT') return null
    throw unsafe(path, code === 'ELOOP' ? 'is a symbolic link' : `cannot be read: ${message}`, cause)
  }
}

function unsafe(path: string, why: string, cause?: unknown): PreconditionError {
  return new PreconditionError(`the secret of the page's links ${why}: ${path}`, {
    details: [
      `Look at it with: ls -l ${shellWord(path)}`,
      'A new secret replaces the file. Links and browsers that were let in are then no longer valid.',
    ],
    hint: 'czar web --new-token',
    cause,
  })
}
