import { address, bytes32, hexData, uint } from './codecs';
import { event } from './event-shape';

/** Of Amp, beside those that move tokens: who may move another's, who manages collateral, what governs partitions. */
export const ampEvents = [
  event('AuthorizedOperator', { operator: address, tokenHolder: address }),
  event('RevokedOperator', { operator: address, tokenHolder: address }),
  event('AuthorizedOperatorByPartition', { partition: bytes32, operator: address, tokenHolder: address }),
  event('RevokedOperatorByPartition', { partition: bytes32, operator: address, tokenHolder: address }),
  /** Only when an allowance is set: what is left of one is read from Amp, since spending is silent. */
  event('ApprovalByPartition', { partition: bytes32, owner: address, spender: address, value: uint }),
  event('CollateralManagerRegistered', { collateralManager: address }),
  /** The name is bytes: it ends with the prefix, which is no text. */
  event('PartitionStrategySet', { flag: hexData, name: hexData, implementation: address }),
  event('OwnershipTransferAuthorization', { authorizedAddress: address }),
  event('OwnerUpdate', { oldValue: address, newValue: address }),
] as const;
