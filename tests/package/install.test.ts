import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** The newest release of each line of Node in `engines` of package.json. */
const NODES = ['22.23.3', '24.21.0', '26.10.0']

let directory = ''
let tarball = ''

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'czar-package-'))
  npm(ROOT, 'pack', '--pack-destination', directory)
  tarball = join(directory, readdirSync(directory).find(name => name.endsWith('.tgz')) ?? 'none.tgz')
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

function npm(cwd: string, ...words: readonly string[]): string {
  return execFileSync('npm', words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

test('publint finds nothing to complain about', async () => {
  const bytes = readFileSync(tarball)
  const { messages, pkg } = await publint({ pack: { tarball: new Uint8Array(bytes).buffer } })
  expect(messages.map(message => formatMessage(message, pkg as Record<string, unknown>))).toEqual([])
})

test('the package holds the program, the page, its texts, and nothing of the tests', () => {
  const files = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).split('\n')
  for (const file of ['bin/czar.js', 'dist/main.cjs', 'dist/web/index.html', 'docs/config.md', 'LICENSE', 'README.md'])
    expect(files, file).toContain(`package/${file}`)
  expect(files.filter(file => /^package\/(?:src|tests|bench|simulation|node_modules)\//.test(file))).toEqual([])
})

test.each(NODES)('with Node %s and without the repository, an installed czar knows its version and runs the demo', version => {
  const node = join(directory, `node-${version}`)
  mkdirSync(node)
  npm(directory, 'install', '--prefix', node, '--no-save', `node@${version}`)
  const prefix = join(directory, `installed-${version}`)
  npm(directory, 'install', '--global', '--prefix', prefix, tarball)
  const home = join(directory, `home-${version}`)
  mkdirSync(join(home, 'run'), { recursive: true, mode: 0o700 })
  const env = {
    PATH: `${node}/node_modules/node/bin:${prefix}/bin:/usr/bin:/bin`,
    HOME: home,
    XDG_RUNTIME_DIR: join(home, 'run'),
    LANG: 'C.UTF-8',
  }
  const run = (program: string, ...words: readonly string[]) => execFileSync(program, words, { cwd: home, env, encoding: 'utf8' })
  expect(run('node', '--version').trim()).toBe(`v${version}`)
  expect(run('czar', '--version')).toMatch(/^\d+\.\d+\.\d+ \([0-9a-f]{10}(?: with changes)?\)\n$/)
  expect(run('czar', 'help', 'topics')).toContain('project-file')
  expect(run('czar', 'demo')).toContain('merge --ff-only omnibus/demo')
  // npx needs the person's own npm settings, such as the certificate of a proxy.
  const npx = { cwd: home, env: { ...process.env, PATH: env.PATH, npm_config_fetch_retries: '0' }, encoding: 'utf8' } as const
  expect(execFileSync('npx', ['--yes', `--package=${tarball}`, 'czar', '--version'], npx)).toMatch(/^\d+\.\d+\.\d+ /)
})
