import type { Hex } from './codecs';
import type { Change, Registration } from './entities';
import { entityKey } from './entity-key';
import type { ChainEvent } from './events';
import { managerOf } from './partition';
import type { Lookup } from './reduce-context';
import { RECIPIENT_HOOK, SENDER_HOOK } from './registry-events';

const NOBODY: Hex = `0x${'0'.repeat(40)}`;

/** What an event tells of an address's entries in ERC-1820: who may name its hooks, and Amp's two hooks. */
export function reduceRegistration(lookup: Lookup, event: ChainEvent): Change[] {
  const update = (account: Hex, change: Partial<Registration>): Change[] => {
    const known = lookup('registration', entityKey.registration(account));
    const before = known ?? { account, manager: account, senderHook: null, recipientHook: null };
    return [{ kind: 'registration', value: { ...before, ...change } }];
  };
  switch (event.name) {
    case 'ManagerChanged': {
      const { account, newManager } = event.args;
      return update(account, { manager: newManager === NOBODY ? account : newManager });
    }
    case 'InterfaceImplementerSet': {
      const { account, interfaceHash, implementer } = event.args;
      const hook = implementer === NOBODY ? null : implementer;
      if (interfaceHash === SENDER_HOOK) return update(account, { senderHook: hook });
      return interfaceHash === RECIPIENT_HOOK ? update(account, { recipientHook: hook }) : [];
    }
    case 'HolderEnrolled': {
      // The manager has just checked both, which may have been so since before anything was followed.
      const { holder, pool } = event.args;
      return update(holder, { manager: managerOf(pool), senderHook: null });
    }
    default:
      return [];
  }
}
