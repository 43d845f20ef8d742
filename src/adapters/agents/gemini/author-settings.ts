type Environment = Readonly<Record<string, string>>

/**
 * The commit author as git settings in GIT_CONFIG_*. With `security.environmentVariableRedaction` Gemini CLI 0.61.0 removes every variable
 * with AUTH in its name from its shell, including GIT_AUTHOR_NAME, and no list of exceptions prevents that. It keeps GIT_CONFIG_* and
 * appends its own settings to them.
 */
export function authorSettings(env: Environment): Environment {
  const settings = [
    ['author.name', env['GIT_AUTHOR_NAME']],
    ['author.email', env['GIT_AUTHOR_EMAIL']],
  ].flatMap(([key, value]) => (key === undefined || value === undefined ? [] : [[key, value] as const]))
  const first = Number.parseInt(env['GIT_CONFIG_COUNT'] ?? '0', 10) || 0
  const named = settings.flatMap(([key, value], at) => [
    [`GIT_CONFIG_KEY_${first + at}`, key],
    [`GIT_CONFIG_VALUE_${first + at}`, value],
  ])
  return settings.length === 0 ? {} : { ...Object.fromEntries(named), GIT_CONFIG_COUNT: String(first + settings.length) }
}
