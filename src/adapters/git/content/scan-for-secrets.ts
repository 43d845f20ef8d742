import { lintSource } from '@secretlint/core'
import { secretLintProfiler } from '@secretlint/profiler'
import { creator } from '@secretlint/secretlint-rule-preset-recommend'
import type { FoundSecret } from '../../../core/ports/work-content.ts'

export interface WrittenText {
  readonly path: string
  readonly text: string
  /** The text before the change. If a secret already occurs in it, the secret is not new. */
  readonly known: string
  /** The added lines that the newest commit still has. */
  readonly tip: string
}

const PRESET = '@secretlint/secretlint-rule-preset-recommend'
/** The rules of secretlint, but without AWS account ids, which are not secret. AWS key ids do count. */
const KEY_IDS = {
  id: '@secretlint/secretlint-rule-aws',
  options: { enableIDScanRule: true },
  allowMessageIds: ['AWSAccountID'],
}
/** Rules that also find passwords of local databases or test servers, which may be harmless. */
const UNSURE = /basicauth|database-connection-string/

// With its profiler on, secretlint keeps timing marks of every scan for ever (20 KB per file). So the profiler is switched off.
secretLintProfiler.setEnabled(false)

/**
 * Finds secrets by the recommended rules of secretlint. The example keys in its own documentation (AKIAIOSFODNN7EXAMPLE) do not count.
 */
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

/** Removes comments by which a file could switch off the rules. */
function withoutSwitches(text: string): string {
  return text.replace(/secretlint-(?=disable|enable)/g, 'secretlint_')
}

/**
 * Reads messages such as `found private key: -----BEGIN…` or `found GitHub Token(ghp_…): ghp_…`. The position that secretlint gives is not
 * used. For an AWS key it begins at the name before the key, but has the length of the key alone.
 */
function readMessage(message: string): { readonly looksLike: string; readonly secret: string } {
  const [, looksLike = 'secret', secret = message] = /^found ([^:(]+)[^:]*: ([\s\S]+)$/.exec(message) ?? []
  return { looksLike, secret }
}
