const IPV4 = /^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/;
const IPV6_CHARACTERS = /^[0-9a-f:.]+$/i;

/** Whether the service takes it for an IPv4 or IPv6 address. */
export function isAddress(text: string): boolean {
  if (IPV4.test(text)) return text.split('.').every((part) => Number(part) <= 255);
  return text.includes(':') && IPV6_CHARACTERS.test(text) && URL.canParse(`http://[${text}]`);
}
