import { Box, Stack } from '@mantine/core';
import type { ReactNode, SubmitEvent } from 'react';
import { FormButtons } from '../../parts/form-buttons';
import { Problem } from '../../parts/problem';
import { useFocusFirst } from '../../parts/use-focus-first';
import type { KeyFormState } from './use-key-form';

/** Around the fields: what no field is to blame for above them, the buttons always in sight below. */
export function KeyForm({
  state,
  verb,
  busy,
  onSubmit,
  onClose,
  children,
}: {
  readonly state: KeyFormState;
  readonly verb: string;
  readonly busy: boolean;
  readonly onSubmit: () => Promise<void>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  useFocusFirst(state.formRef);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    void onSubmit();
  }

  return (
    <form ref={state.formRef} onSubmit={submit}>
      <Stack>
        {state.refusal && <Problem refusal={state.refusal} />}
        {children}
        <Box
          pos="sticky"
          bottom={0}
          py="sm"
          bg="var(--mantine-color-body)"
          style={{ zIndex: 1, borderTop: '1px solid var(--mantine-color-default-border)' }}
        >
          <FormButtons verb={verb} busy={busy} onClose={onClose} />
        </Box>
      </Stack>
    </form>
  );
}
