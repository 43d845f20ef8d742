/** Variables passed on from the caller: git, ssh and credential helpers need them to reach a remote as the user. */
const PASSED = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'TMPDIR',
  'XDG_CONFIG_HOME',
  'XDG_RUNTIME_DIR',
  'SSH_AUTH_SOCK',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'http_proxy',
  'https_proxy',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'no_proxy',
  'NO_PROXY',
  'SYSTEMROOT',
] as const

/**
 * Settings of every call. The repository's hooks and file monitor are programs that czar does not trust. No call may start a background
 * clean-up that outlives it.
 */
export const SAFE_CONFIG: readonly string[] = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'protocol.ext.allow=never',
  'gc.auto=0',
  'maintenance.auto=false',
  'advice.detachedHead=false',
  'color.ui=false',
]

/** The whole environment of git. It is an allow-list, so that a caller's GIT_DIR or GIT_INDEX_FILE never gets in. */
export function gitEnvironment(caller: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const passed = PASSED.flatMap(name => (caller[name] === undefined ? [] : [[name, caller[name]] as const]))
  return {
    ...Object.fromEntries(passed),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_PAGER: 'cat',
    GIT_EDITOR: 'false',
    // ssh and credential helpers would ask on the czar's terminal or in a window; `false` declines.
    SSH_ASKPASS: 'false',
    GIT_ASKPASS: 'false',
    GCM_INTERACTIVE: 'never',
    SSH_ASKPASS_REQUIRE: 'force',
  }
}
