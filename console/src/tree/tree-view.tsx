import { Box, Loader, Text } from '@mantine/core';
import { IconAlertTriangle, IconChevronRight, IconRefresh } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { isTab, places, useAccountPlace } from '../app/places';
import { AccountIcon } from './account-icon';
import { AccountState } from './account-state';
import type { TreeRow } from './account-tree';
import classes from './tree-view.module.css';
import { useAccountTree } from './use-account-tree';
import { useTypeAhead } from './use-type-ahead';

const ROW_PX = 34;
const AHEAD = 12;

/**
 * The tree as the pattern of WAI-ARIA has it: one stop of the tab key, arrows move and open. Rows that are not seen are
 * not made, so the focus stays on the tree, which names its current row (aria-activedescendant).
 */
export function TreeView(): ReactNode {
  const { t } = useTranslation('tree');
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { tree, rows } = useAccountTree();
  const [, go] = useLocation();
  const chosen = useAccountPlace();
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: AHEAD,
    getItemKey: (index) => rows[index]?.account.id ?? index,
  });
  const seen = virtual.getVirtualItems();
  const nameTyped = useTypeAhead();
  const chosenId = chosen?.id ?? null;
  const focused = Math.max(
    0,
    rows.findIndex(({ account }) => account.id === (focusedId ?? chosenId)),
  );

  useEffect(() => {
    if (chosenId === null || rows.length === 0) return;
    void tree.reveal(chosenId).then(() => {
      const index = tree.rows().findIndex(({ account }) => account.id === chosenId);
      if (index >= 0) virtual.scrollToIndex(index);
    });
    setFocusedId(null);
    // Once for each account that is chosen, and when the tree is there.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [chosenId, rows.length > 0]);

  const last = seen.at(-1)?.index ?? 0;
  useEffect(() => {
    const wanted = rows.slice(seen[0]?.index ?? 0, last + 1).find(({ isLastOfMore }) => isLastOfMore);
    if (wanted?.parentId) void tree.loadMore(wanted.parentId);
  });

  function choose({ account }: TreeRow): void {
    setFocusedId(account.id);
    go(places.account(account.id, isTab(chosen?.tab) ? chosen.tab : 'keys'));
  }

  function focusRow(index: number): void {
    const row = rows[Math.min(Math.max(index, 0), rows.length - 1)];
    if (!row) return;
    setFocusedId(row.account.id);
    virtual.scrollToIndex(rows.indexOf(row));
  }

  function toggle({ account, isOpen, failed }: TreeRow): void {
    if (failed) void tree.loadMore(account.id);
    else if (isOpen) tree.collapse(account.id);
    else void tree.expand(account.id);
  }

  /** The next row whose name begins with what was typed; where none does, the same row. */
  function rowTyped(character: string): number {
    const { text, isNew } = nameTyped(character);
    const from = isNew ? focused + 1 : focused;
    const after = rows.slice(from).findIndex((row) => beginsWith(row, text));
    if (after >= 0) return from + after;
    const before = rows.slice(0, from).findIndex((row) => beginsWith(row, text));
    return before >= 0 ? before : focused;
  }

  function onKeyDown(event: KeyboardEvent): void {
    const row = rows[focused];
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    const isExpandable = tree.isExpandable(row.account.id);
    const actions: Record<string, () => unknown> = {
      ArrowDown: () => focusRow(focused + 1),
      ArrowUp: () => focusRow(focused - 1),
      PageDown: () => focusRow(focused + 15),
      PageUp: () => focusRow(focused - 15),
      Home: () => focusRow(0),
      End: () => focusRow(rows.length - 1),
      ArrowRight: () => isExpandable && (row.isOpen ? focusRow(focused + 1) : toggle(row)),
      ArrowLeft: () =>
        row.isOpen ? toggle(row) : focusRow(rows.findIndex(({ account }) => account.id === row.parentId)),
      Enter: () => choose(row),
      ' ': () => choose(row),
    };
    const action = actions[event.key] ?? (event.key.length === 1 ? () => focusRow(rowTyped(event.key)) : undefined);
    if (!action) return;
    event.preventDefault();
    action();
  }

  return (
    <div
      ref={scroller}
      className={classes.tree}
      role="tree"
      aria-label={t('tree')}
      tabIndex={0}
      aria-activedescendant={rows[focused] ? `${id}-${rows[focused].account.id}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" className={classes.rows} style={{ height: virtual.getTotalSize() }}>
        {seen.map(({ index, start }) => {
          const row = rows[index];
          if (!row) return null;
          const { account } = row;
          return (
            <div
              key={account.id}
              id={`${id}-${account.id}`}
              role="treeitem"
              aria-level={row.level}
              aria-posinset={row.position}
              aria-setsize={Math.max(row.siblings, row.position)}
              aria-selected={account.id === chosenId}
              {...(tree.isExpandable(account.id) && { 'aria-expanded': row.isOpen })}
              className={classes.row}
              data-focused={index === focused || undefined}
              style={{ transform: `translateY(${start}px)`, paddingInlineStart: 6 + (row.level - 1) * 16 }}
              onClick={() => choose(row)}
            >
              <Opener row={row} isExpandable={tree.isExpandable(account.id)} onToggle={() => toggle(row)} />
              <AccountIcon kind={account.kind} />
              <Text size="sm" truncate title={account.name}>
                {account.name}
              </Text>
              <AccountState account={account} />
              {(account.securityFindingCount ?? 0) > 0 && (
                <Box className={classes.warnings} title={t('warnings', { count: account.securityFindingCount ?? 0 })}>
                  <IconAlertTriangle
                    size={14}
                    role="img"
                    aria-label={t('warnings', { count: account.securityFindingCount ?? 0 })}
                  />
                  <span aria-hidden>{account.securityFindingCount}</span>
                </Box>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function beginsWith({ account }: TreeRow, text: string): boolean {
  return account.name.toLocaleLowerCase().startsWith(text);
}

/** For the mouse: the keyboard opens with the arrows. */
function Opener({
  row,
  isExpandable,
  onToggle,
}: {
  readonly row: TreeRow;
  readonly isExpandable: boolean;
  readonly onToggle: () => void;
}): ReactNode {
  if (!isExpandable) return <span className={classes.opener} />;
  return (
    <span
      className={classes.opener}
      data-open={row.isOpen || undefined}
      aria-hidden
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
    >
      {row.isLoading ? <Loader size={14} /> : row.failed ? <IconRefresh size={16} /> : <IconChevronRight size={16} />}
    </span>
  );
}
