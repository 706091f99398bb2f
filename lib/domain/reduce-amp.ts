import type { Change } from './entities';
import type { ChainEvent } from './events';

/** What an event changes of Amp's own books, balances apart: operators, collateral managers, partition strategies. */
export function reduceAmp(event: ChainEvent): Change[] {
  switch (event.name) {
    case 'AuthorizedOperator':
    case 'RevokedOperator': {
      const { tokenHolder: holder, operator } = event.args;
      const authorized = event.name === 'AuthorizedOperator';
      return [{ kind: 'operator', value: { holder, operator, authorized } }];
    }
    case 'AuthorizedOperatorByPartition':
    case 'RevokedOperatorByPartition': {
      const { partition, tokenHolder: holder, operator } = event.args;
      const authorized = event.name === 'AuthorizedOperatorByPartition';
      return [{ kind: 'partitionOperator', value: { partition, holder, operator, authorized } }];
    }
    case 'CollateralManagerRegistered': {
      const { collateralManager: address } = event.args;
      return [{ kind: 'collateralManager', value: { address, registeredAt: event.at } }];
    }
    case 'PartitionStrategySet': {
      const { flag: prefix, name, implementation } = event.args;
      return [{ kind: 'partitionStrategy', value: { prefix, name, implementation, setAt: event.at } }];
    }
    default:
      return [];
  }
}
