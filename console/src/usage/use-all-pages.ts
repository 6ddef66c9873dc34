import { useEffect, useEffectEvent } from 'react';
import type { Pages } from '../api/use-pages';

/** Reads on until there is no more: counts make sense only all together. */
export function useAllPages<Row>(pages: Pages<Row>): { readonly isComplete: boolean } {
  const { hasMore, loading, refusal, rows } = pages;
  const readOn = useEffectEvent(pages.more);
  const isToReadOn = hasMore && !loading && refusal === null;
  useEffect(() => {
    if (isToReadOn) readOn();
  }, [isToReadOn]);
  return { isComplete: !hasMore && refusal === null && (!loading || rows.length > 0) };
}
