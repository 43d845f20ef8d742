import { describe, expect, it } from 'vitest'
import { fillTemplate, namesIn } from '../../../src/core/brief/fill-template.ts'

describe('filling a template', () => {
  it('inserts values unchanged, whatever they contain', () => {
    expect(fillTemplate('a {{one}} b {{two}}', { one: '$& $1 {{two}}', two: '\n\n\n{{one}}' })).toBe('a $& $1 {{two}} b \n\n\n{{one}}')
  })

  it('removes lines and paragraphs whose values are empty', () => {
    const template = '# One\n{{full}}\nsee {{empty}}\n\n# Two\n{{empty}} {{empty}}\n\nlast'
    expect(fillTemplate(template, { full: 'text', empty: '' })).toBe('# One\ntext\n\nlast')
  })

  it('keeps an unknown placeholder, so a mistake in a template is visible', () => {
    expect(fillTemplate('a {{slip}} b', {})).toBe('a {{slip}} b')
    expect(namesIn('a {{slip}} {{two}}')).toEqual(['slip', 'two'])
  })
})
