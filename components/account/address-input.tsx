import type { ComponentProps } from 'react';
import { Input } from '@/components/ui/input';

/** Takes an address or a name as it is typed: a phone would correct and capitalise what must stay as it is. */
export const AddressInput = ({
  onText,
  ...rest
}: Omit<ComponentProps<typeof Input>, 'onChange'> & { onText: (text: string) => void }) => (
  <Input
    {...rest}
    spellCheck={false}
    autoCorrect="off"
    autoCapitalize="off"
    placeholder="0x… or name.eth"
    onChange={(event) => onText(event.target.value)}
  />
);
