import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { packageRoot } from '../../../../src/cli/package-root.ts'

const DIST = join(packageRoot, 'dist', 'web')
const MOST_BYTES = 40 * 1024

test('the files that a browser loads first are at most 40 KB with gzip', () => {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8')
  const named = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, file = '']) => file)
  expect(named).toHaveLength(3)
  const script = named.find(file => file.endsWith('.js')) ?? ''
  // Parts that the first script imports at once are loaded with it.
  const parts = [...readFileSync(join(DIST, script), 'utf8').matchAll(/(?:import|from)"\.\/([^"]+\.js)"/g)].map(
    ([, file = '']) => `assets/${file}`,
  )
  const bytes = ['index.html', ...named, ...parts].map(file => gzipSync(readFileSync(join(DIST, file))).length)
  expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(MOST_BYTES)
})

test('the page has no inline code or style, and names only its own files', () => {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8')
  expect(html).not.toMatch(/<script(?![^>]*src=)|<style|\son\w+=|\sstyle=|https?:/)
  for (const file of readdirSync(join(DIST, 'assets'))) expect(file).toMatch(/^[\w-]+-[\w-]{8}\.(?:js|css|svg)$/)
})
