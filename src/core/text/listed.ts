const MOST = 10

/** Lists at most ten names in one line. Names with control characters or blanks are quoted. */
export function listed(names: readonly string[]): string {
  const shown = names
    .slice(0, MOST)
    .map(name => (/[\s"'\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(name) ? visible(name) : name))
  return names.length > MOST ? `${shown.join(', ')} and ${names.length - MOST} more` : shown.join(', ')
}

/**
 * Quotes a name. JSON escapes line breaks and quotes, but neither the control characters called C1 nor characters that change the writing
 * direction.
 */
function visible(name: string): string {
  return JSON.stringify(name).replace(
    /[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g,
    mark => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
