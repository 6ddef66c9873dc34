import { useRef } from 'react';

const PAUSE_MS = 700;

interface Typed {
  /** In lower case; the same letter again and again is that letter alone: it goes from one to the next. */
  readonly text: string;
  /** Begins a search, or asks for the next one. */
  readonly isNew: boolean;
}

/** What was typed in one go, to go to what begins with it. */
export function useTypeAhead(): (character: string) => Typed {
  const typed = useRef({ text: '', atMs: 0 });
  return (character) => {
    const letter = character.toLocaleLowerCase();
    const atMs = performance.now();
    const { text: before, atMs: beforeAtMs } = typed.current;
    const all = (atMs - beforeAtMs > PAUSE_MS ? '' : before) + letter;
    typed.current = { text: all, atMs };
    const isRepeated = all === letter.repeat(all.length);
    return { text: isRepeated ? letter : all, isNew: isRepeated };
  };
}
