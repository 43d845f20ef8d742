import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { InternalError } from '../../core/model/errors.ts'
import { type PromptTexts, TEMPLATE_NAMES, type TemplateName } from '../../core/ports/prompts.ts'

/** Reads the templates of all texts that czar sends to agents: `<directory>/*.md` and `<directory>/roles/*.md`. */
export async function readPrompts(directory: string): Promise<PromptTexts> {
  const templates = await Promise.all(TEMPLATE_NAMES.map(async name => [name, await readText(directory, name)] as const))
  const roles = join(directory, 'roles')
  const names = (await readdir(roles)).filter(file => file.endsWith('.md')).map(file => basename(file, '.md'))
  const roleTexts = await Promise.all(names.map(async name => [name, await readText(roles, name)] as const))
  return { templates: Object.fromEntries(templates) as Record<TemplateName, string>, roles: Object.fromEntries(roleTexts) }
}

async function readText(directory: string, name: string): Promise<string> {
  const file = join(directory, `${name}.md`)
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    // The templates are a part of czar, so if one is missing, the installation is broken.
    throw new InternalError(`prompt ${file} cannot be read: ${(cause as Error).message}`, { cause, hint: 'npm ci' })
  }
}
