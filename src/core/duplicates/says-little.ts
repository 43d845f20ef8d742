import type { NewName } from './fingerprint.ts'

/** Names that many files declare, so an equal name is no evidence of equal work. */
const COMMON = new Set(
  `app args build clean client close command config context create data default defaults error errors exec execute find format get getall handle handler
  help index init input item items list load logger main model name new next open options output parse params props query read register render request
  reset response result results route router routes run save schema send server set setup start state status stop store string test tests tostring type
  types update user users util utils validate value values version view write`.split(/\s+/),
)

const LEAST_CHARS = 5
const TITLE_WORDS = 3

/** Whether a name is so common that two branches may use it for different things. */
export function saysLittle({ kind, name }: Pick<NewName, 'kind' | 'name'>): boolean {
  if (kind === 'test') return name.split(/\s+|_|(?<=[a-z])(?=[A-Z])/).filter(Boolean).length < TITLE_WORDS
  if (kind === 'route') return !/\/[a-z]/i.test(name)
  const last = name.split(/[.:]+/).at(-1) ?? ''
  return last.length < LEAST_CHARS || COMMON.has(last.toLowerCase())
}
