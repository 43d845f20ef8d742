import { lintSource } from '@secretlint/core'
import { creator } from '@secretlint/secretlint-rule-preset-recommend'
import type { FoundSecret } from '../../../core/ports/work-content.ts'

export interface WrittenText {
  readonly path: string
  readonly text: string
  /** What stands here too is no news. */
  readonly known: string
  /** What is left of such texts at the tip. */
  readonly tip: string
}

const PRESET = '@secretlint/secretlint-rule-preset-recommend'
/** The id of a key of AWS is found too; that of an account is no secret. */
const KEY_IDS = {
  id: '@secretlint/secretlint-rule-aws',
  options: { enableIDScanRule: true },
  allowMessageIds: ['AWSAccountID'],
}
/** Rules that also find the password of a local database, or of a test server. */
const UNSURE = /basicauth|database-connection-string/

/** By the recommended rules of secretlint, whose own list of examples (AKIAIOSFODNN7EXAMPLE) is no secret. */
export async function findSecrets({ path, text, known, tip }: WrittenText): Promise<readonly FoundSecret[]> {
  const content = withoutSwitches(text)
  const left = withoutSwitches(tip)
  const source = { filePath: `/${path}`, content, ext: '', contentType: 'text' } as const
  const { messages } = await lintSource({
    source,
    options: { config: { rules: [{ id: PRESET, rule: creator, rules: [KEY_IDS] }] }, noPhysicFilePath: true },
  })
  const found = messages.flatMap(({ ruleId, message }) => {
    const { looksLike, secret } = readMessage(message)
    return known.includes(secret) ? [] : [{ path, looksLike, isAtTip: left.includes(secret), isSure: !UNSURE.test(ruleId) }]
  })
  return [...new Map(found.map(each => [`${each.looksLike} ${each.isAtTip}`, each])).values()]
}

/** A comment in the text must not switch the rules off. */
function withoutSwitches(text: string): string {
  return text.replace(/secretlint-(?=disable|enable)/g, 'secretlint_')
}

/**
 * `found private key: -----BEGIN…`, `found GitHub Token(ghp_…): ghp_…`. The range of a message is not used: for a key of AWS it begins
 * with the name before it, and has the length of the key.
 */
function readMessage(message: string): { readonly looksLike: string; readonly secret: string } {
  const [, looksLike = 'secret', secret = message] = /^found ([^:(]+)[^:]*: ([\s\S]+)$/.exec(message) ?? []
  return { looksLike, secret }
}
