import type { Change } from './entities';
import type { ChainEvent } from './events';

/** What an event changes of a manager's merchants and of who holds its roles. Each manager has its own of both. */
export function reduceManager(event: ChainEvent): Change[] {
  const { at } = event;
  switch (event.name) {
    case 'MerchantSet':
    case 'WalletMerchantSet': {
      const { merchant: address, registered, since } = event.args;
      const kind = event.name === 'MerchantSet' ? 'pool' : 'in-place';
      return [{ kind: 'merchant', value: { kind, address, registered, since } }];
    }
    case 'RoleGranted':
    case 'WalletRoleGranted': {
      const { role, account } = event.args;
      const kind = event.name === 'RoleGranted' ? 'pool' : 'in-place';
      return [{ kind: 'roleMember', value: { kind, role, account, granted: true, changedAt: at } }];
    }
    case 'RoleRevoked':
    case 'WalletRoleRevoked': {
      const { role, account } = event.args;
      const kind = event.name === 'RoleRevoked' ? 'pool' : 'in-place';
      return [{ kind: 'roleMember', value: { kind, role, account, granted: false, changedAt: at } }];
    }
    default:
      return [];
  }
}
