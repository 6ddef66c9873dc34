/** Code points, which are what people are told about as characters; a lone half of a surrogate pair is one too. */
export function countCharacters(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += widthAt(text, index)) count++;
  return count;
}

/** In UTF-16 code units. */
function widthAt(text: string, index: number): 1 | 2 {
  return (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
}

/** Its first characters. */
export function shortened(text: string, mostCharacters: number): string {
  let end = 0;
  for (let count = 0; count < mostCharacters && end < text.length; count++) end += widthAt(text, end);
  return text.slice(0, end);
}
