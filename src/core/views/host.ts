/** Another machine whose projects are shown, as `hosts:` of a person's config file or `--host` names it. */
export interface Host {
  /** The name that stands before the projects of the machine: `NAME:PROJECT`. */
  readonly name: string
  /** What ssh connects to: a name of the person's ssh configuration, or an address. */
  readonly ssh: string
  /** The czar program on that machine. */
  readonly czar: string
}

/** A name never begins with a hyphen, because ssh would read it as an option. */
const HOST_NAME = /^(?:[a-z0-9_][\w.+-]*@)?[a-z0-9_][\w.-]{0,99}$/i
const SSH_PLACE = /^(?:[a-z0-9_][\w.+-]*@)?[a-z0-9_:][\w.:%-]{0,199}$/i
/** A program's name or path. The shell of the other machine replaces the tilde. */
const PROGRAM = /^(?:~\/)?[\w./+][\w./+-]*$/

export const WHAT_IS_A_HOST = 'letters, digits and . _ -, perhaps after USER@; it cannot begin with -'

export function isHostName(text: string): boolean {
  return HOST_NAME.test(text)
}

export function isSshPlace(text: string): boolean {
  return SSH_PLACE.test(text)
}

export function isRemoteProgram(text: string): boolean {
  return PROGRAM.test(text)
}

/** The host with this name and without other settings. */
export function hostOf(name: string): Host {
  return { name, ssh: name, czar: 'czar' }
}
