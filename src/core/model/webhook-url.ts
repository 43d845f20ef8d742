/** Why an alert cannot be sent to this address, or null. The answer omits the address, as it may be a secret. */
export function webhookProblem(address: string): string | null {
  const url = URL.parse(address)
  if (url === null) return 'it is no URL such as https://ntfy.sh/my-topic'
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isHere))
    return 'it must begin with https:// (http:// for this machine alone)'
  // fetch refuses such URLs with a message that contains the whole URL.
  if (url.username !== '' || url.password !== '')
    return 'it holds a name or password; put the token into a variable and name that in token_env'
  return null
}
