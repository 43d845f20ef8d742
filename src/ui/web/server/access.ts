import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** After this many wrong tokens from one address within WINDOW_MS, this address must wait. */
const WRONG_PER_ADDRESS = 10
/** After this many wrong tokens from all addresses together within WINDOW_MS, every address must wait. */
const WRONG_IN_ALL = 100
const WINDOW_MS = 60_000

/** The result of checking a token: the value for a new browser's cookie, a wrong token, or too many wrong tokens. */
export type Admission = { readonly kind: 'in'; readonly session: string } | { readonly kind: 'wrong' | 'wait' }

/** Lets browsers in that know the token, and recognises them later by a cookie. */
export interface Access {
  enter(token: string, address: string): Admission
  /** Whether the Cookie header holds the value of a browser that was let in. */
  knows(cookies: string | undefined): boolean
  readonly cookie: string
}

interface AccessOptions {
  /** The secret part of the link. */
  readonly token: string
  readonly port: number
  readonly now?: () => number
}

/**
 * Creates the part that lets browsers in. Browsers send a cookie of 127.0.0.1 to every port, so the cookie's name contains the port.
 * Otherwise two pages would overwrite each other's cookie. The cookie's value is signed with the token. So a browser stays let in as long
 * as the link is valid, even after a restart. Nobody can compute the token from the value.
 */
export function createAccess({ token, port, now = () => performance.now() }: AccessOptions): Access {
  const cookie = `czar_${port}`
  let wrong: readonly { readonly at: number; readonly address: string }[] = []

  return {
    cookie,
    enter(given, address) {
      wrong = wrong.filter(({ at }) => now() - at < WINDOW_MS)
      const own = wrong.filter(entry => entry.address === address).length
      if (own >= WRONG_PER_ADDRESS || wrong.length >= WRONG_IN_ALL) return { kind: 'wait' }
      if (!isSame(given, token)) {
        wrong = [...wrong, { at: now(), address }]
        return { kind: 'wrong' }
      }
      const name = randomBytes(24).toString('base64url')
      return { kind: 'in', session: `${name}.${sign(name, token)}` }
    },
    knows: cookies => valuesOf(cookies, cookie).some(value => isSigned(value, token)),
  }
}

function isSigned(value: string, token: string): boolean {
  const [name = '', signature = '', ...more] = value.split('.')
  return /^[\w-]{32}$/.test(name) && more.length === 0 && isSame(signature, sign(name, token))
}

function sign(name: string, token: string): string {
  return createHmac('sha256', token).update(`browser ${name}`).digest('base64url')
}

function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(digest(one)), Buffer.from(digest(other)))
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Returns all values with this name. Another program on the same host may have set a cookie of the same name for another path. */
function valuesOf(cookies: string | undefined, name: string): readonly string[] {
  return (cookies ?? '').split(';').flatMap(pair => {
    const [key, ...rest] = pair.trim().split('=')
    return key === name ? [rest.join('=')] : []
  })
}
