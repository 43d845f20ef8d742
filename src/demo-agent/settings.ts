/** The program's directories, and the misbehaviour that tests ask for in environment variables. They are read once, at the start. */
export interface Settings {
  /** The directory for signals to czar. If it is null, the program shows everything only on its screen. */
  readonly signals: string | null
  /** A directory whose files a later agent of the same worker can read. */
  readonly memory: string
  readonly incarnation: number
  /** How long the program takes to start. Keys that are typed during this time are lost. */
  readonly bootMs: number
  readonly dialog: 'trust' | 'key' | 'unknown' | null
  /** The number of Enter keys at the beginning that do nothing. */
  readonly swallowEnters: number
  /** An Enter that comes sooner than this after a paste does nothing. */
  readonly swallowWithinMs: number
  /** The moment at which the program exits. Only the worker's first agents exit, up to number `exitUntil`. */
  readonly exitOn: 'boot' | 'ready' | 'prompt' | null
  readonly exitUntil: number
  readonly exitStatus: number
  /** The id of the session to resume. It is null for a new session. */
  readonly resume: string | null
}

export function readSettings(env: NodeJS.ProcessEnv, argv: readonly string[]): Settings {
  const resumeAt = argv.indexOf('--resume')
  return {
    signals: env['SCRIPTED_NO_SIGNALS'] === '1' ? null : (env['CZAR_SIGNALS'] ?? null),
    memory: env['SCRIPTED_MEMORY'] ?? '.scripted-memory',
    incarnation: count(env['CZAR_INCARNATION'], 1),
    bootMs: count(env['SCRIPTED_BOOT_MS'], 0),
    dialog: oneOf(env['SCRIPTED_DIALOG'], ['trust', 'key', 'unknown']),
    swallowEnters: count(env['SCRIPTED_SWALLOW_ENTERS'], 0),
    swallowWithinMs: count(env['SCRIPTED_SWALLOW_WITHIN_MS'], 0),
    exitOn: oneOf(env['SCRIPTED_EXIT_ON'], ['boot', 'ready', 'prompt']),
    exitUntil: count(env['SCRIPTED_EXIT_UNTIL'], Number.MAX_SAFE_INTEGER),
    exitStatus: count(env['SCRIPTED_EXIT_STATUS'], 1),
    resume: resumeAt < 0 ? null : (argv[resumeAt + 1] ?? null),
  }
}

function count(text: string | undefined, otherwise: number): number {
  if (text === undefined || text === '') return otherwise
  if (!/^\d+$/.test(text)) throw new Error(`not a whole number: ${text}`)
  return Number(text)
}

function oneOf<Choice extends string>(text: string | undefined, choices: readonly Choice[]): Choice | null {
  if (text === undefined || text === '') return null
  const choice = choices.find(each => each === text)
  if (choice === undefined) throw new Error(`${text} is not one of ${choices.join(', ')}`)
  return choice
}
