import { describe, expect, it } from 'vitest'
import { fillTemplate, namesIn } from '../../../src/core/brief/fill-template.ts'

describe('fillTemplate', () => {
  it('puts values in as they are, whatever they contain', () => {
    expect(fillTemplate('a {{one}} b {{two}}', { one: '$& $1 {{two}}', two: '\n\n\n{{one}}' })).toBe('a $& $1 {{two}} b \n\n\n{{one}}')
  })

  it('leaves out lines and paragraphs that would say nothing', () => {
    const template = '# One\n{{full}}\nsee {{empty}}\n\n# Two\n{{empty}} {{empty}}\n\nlast'
    expect(fillTemplate(template, { full: 'text', empty: '' })).toBe('# One\ntext\n\nlast')
  })

  it('keeps a name that it does not know, so that a slip in a template is seen', () => {
    expect(fillTemplate('a {{slip}} b', {})).toBe('a {{slip}} b')
    expect(namesIn('a {{slip}} {{two}}')).toEqual(['slip', 'two'])
  })
})
