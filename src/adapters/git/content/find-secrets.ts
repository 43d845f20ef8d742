import { lintSource } from '@secretlint/core'
import { secretLintProfiler } from '@secretlint/profiler'
import { creator } from '@secretlint/secretlint-rule-preset-recommend'
import type { FoundSecret } from '../../../core/ports/work-content.ts'

export interface WrittenText {
  readonly path: string
  readonly text: string
  /** The text before the change. A secret that already occurs here is not new. */
  readonly known: string
  /** Added lines that still exist at the tip. */
  readonly tip: string
}

const PRESET = '@secretlint/secretlint-rule-preset-recommend'
/** secretlint's rules, without AWS account ids, which are not secret. AWS key ids count. */
const KEY_IDS = {
  id: '@secretlint/secretlint-rule-aws',
  options: { enableIDScanRule: true },
  allowMessageIds: ['AWSAccountID'],
}
/** Rules that also match passwords of local databases or test servers. */
const UNSURE = /basicauth|database-connection-string/

// secretlint keeps its marks of every scan for ever (20 KB per file), so czar deletes them.
secretLintProfiler.setEnabled(false)

/** Finds secrets by secretlint's recommended rules, whose own examples (AKIAIOSFODNN7EXAMPLE) are not secret. */
export async function scanForSecrets({ path, text, known, tip }: WrittenText): Promise<readonly FoundSecret[]> {
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

/** Removes comments that switch the rules off. */
function withoutSwitches(text: string): string {
  return text.replace(/secretlint-(?=disable|enable)/g, 'secretlint_')
}

/**
 * Parses `found private key: -----BEGIN…`, `found GitHub Token(ghp_…): ghp_…`. The range in the message is of no use: for an AWS key it
 * starts at the name before the key and has the key's length.
 */
function readMessage(message: string): { readonly looksLike: string; readonly secret: string } {
  const [, looksLike = 'secret', secret = message] = /^found ([^:(]+)[^:]*: ([\s\S]+)$/.exec(message) ?? []
  return { looksLike, secret }
}
