import { copyFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { loadProject } from '../../src/config/load-project.ts'
import { temporaryDirectory } from '../support/temporary.ts'
import { xmlFault } from './xml-fault.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const picture = await readFile(join(root, 'docs/dashboard.svg'), 'utf8')
const words = [...picture.matchAll(/<tspan[^>]*>([^<]*)</g)].map(([, word = '']) => word)

test('the picture is well-formed, and has every part that it refers to', () => {
  expect(xmlFault(picture)).toBe(null)
  const ids = [...picture.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect([...picture.matchAll(/href="#([^"]*)"/g)].filter(([, id]) => !ids.includes(id))).toEqual([])
})

test('a picture that is not well-formed is detected', () => {
  expect(['<a>&</a>', '<a><b></a>', '<a>', '<a/><b/>', '<a>1 < 2</a>', '<a b=c/>'].filter(xml => xmlFault(xml) === null)).toEqual([])
})

test('the picture is small enough for a page, and plays for less than a minute', () => {
  expect(Buffer.byteLength(picture)).toBeLessThan(300 * 1024)
  const seconds = Number(/animation:([\d.]+)s/.exec(picture)?.[1])
  expect(seconds).toBeGreaterThan(25)
  expect(seconds).toBeLessThan(40)
})

test('the picture loads nothing, runs nothing, and has no control characters', () => {
  expect(picture).not.toMatch(/<script|<foreignObject|<image|\son\w+=|@import|url\(|href="(?!#)/i)
  expect(picture).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
})

test("the picture names no path of the machine that recorded it, only those of the recording's own folder", () => {
  const paths = words.flatMap(word => word.match(/(?<![\w.])\/[\w.-]+\/\S*/g) ?? [])
  expect(paths.length).toBeGreaterThan(0)
  expect(paths.filter(path => !path.startsWith('/tmp/station/'))).toEqual([])
})

test("the picture shows a launch, a person's answer to a worker, and every task verified", () => {
  for (const seen of ['$ czar launch station.yaml', 'needs you', 'Celsius, please.', '8/8 tasks verified', 'finished']) {
    expect(
      words.some(word => word.includes(seen)),
      seen,
    ).toBe(true)
  }
})

test("the picture's fleet is a valid project file", async () => {
  const directory = await temporaryDirectory()
  await mkdir(join(directory, 'weather'))
  await copyFile(join(root, 'tools/picture/station.yaml'), join(directory, 'station.yaml'))
  const options = {
    profilesDir: join(root, 'config/agents'),
    rolesDir: join(root, 'prompts/roles'),
    workflowsDir: join(root, 'config/workflows'),
    cloneDir: join(directory, 'clones'),
  }
  expect((await loadProject(join(directory, 'station.yaml'), options)).workers).toHaveLength(6)
})

/** The pictures of the page, with their widths in pixels. */
const PAGES = { 'web-fleet.png': 1280, 'web-diff.png': 1280, 'web-phone.png': 750 } as const

test.each(Object.entries(PAGES))(
  '%s is a PNG of its width, small enough for a page, and without notes about its machine',
  async (name, width) => {
    const bytes = await readFile(join(root, 'docs', name))
    expect(bytes.subarray(1, 4).toString()).toBe('PNG')
    expect(bytes.readUInt32BE(16)).toBe(width)
    expect(bytes.length).toBeLessThan(150 * 1024)
    expect(bytes.toString('latin1')).not.toMatch(/tEXt|iTXt|zTXt|eXIf/)
  },
)

test('README shows each picture of the page with words for people who cannot see it, and the package holds it', async () => {
  const readme = await readFile(join(root, 'README.md'), 'utf8')
  const { files } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  for (const name of Object.keys(PAGES))
    expect(readme).toMatch(new RegExp(`!\\[[^\\]]{20,}\\]\\(docs/${name}\\)|<img src="docs/${name}"[^>]* alt="[^"]{20,}"`))
  expect(files).toContain('docs/web-*.png')
})

test("the fleet of the page's pictures is a valid project file", async () => {
  const directory = await temporaryDirectory()
  await mkdir(join(directory, 'weather'))
  await copyFile(join(root, 'tools/picture/page/page.yaml'), join(directory, 'page.yaml'))
  const options = {
    profilesDir: join(root, 'config/agents'),
    rolesDir: join(root, 'prompts/roles'),
    workflowsDir: join(root, 'config/workflows'),
    cloneDir: join(directory, 'clones'),
  }
  expect((await loadProject(join(directory, 'page.yaml'), options)).workers).toHaveLength(8)
})

test.each(['README.md', 'docs/dashboard.md'])('%s shows the picture', async page => {
  const text = await readFile(join(root, page), 'utf8')
  const [, path = ''] = /!\[[^\]]+\]\(([^)]*\.svg)\)/.exec(text) ?? []
  expect(join(root, page, '..', path)).toBe(join(root, 'docs/dashboard.svg'))
})
