/** CRC-32/ISO-HDLC (polynomial 0x04C11DB7 reflected), of Latin-1 text or its first characters. node:zlib has it from Node 22 on only. */
export function crc32(text: string, length = text.length): number {
  let rest = 0xffffffff;
  for (let index = 0; index < length; index++) {
    rest = (TABLE[(rest ^ text.charCodeAt(index)) & 0xff] ?? 0) ^ (rest >>> 8);
  }
  return (rest ^ 0xffffffff) >>> 0;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});
