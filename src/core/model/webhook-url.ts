/** Why an alert can not be sent to this address, or null. The address may be a secret: it is not part of the answer. */
export function webhookProblem(address: string): string | null {
  const url = URL.parse(address)
  if (url === null) return 'it is no URL such as https://ntfy.sh/my-topic'
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isHere))
    return 'it must begin with https:// (http:// for this machine alone)'
  // fetch refuses such URLs with a message that holds them whole.
  if (url.username !== '' || url.password !== '')
    return 'it holds a name or password; put the token into a variable and name that in token_env'
  return null
}
