/** `scheme://user:password@one:1,two:2/path`: everything but the hosts, and these. */
const FORM = /^([a-z]+:\/\/(?:[^@/]*@)?)([^@/]+)(\/.*)$/;

/** One URL for each host that a URL names, with commas between. Null where it is not of the form. */
export function urlsOfHosts(url: string): readonly [string, ...string[]] | null {
  const [, before = '', hosts = '', after = ''] = FORM.exec(url) ?? [];
  const [first = '', ...others] = hosts.split(',').map((host) => `${before}${host}${after}`);
  if (![first, ...others].every((one) => URL.canParse(one) && new URL(one).hostname !== '')) return null;
  return [first, ...others];
}
