// Generated from contracts/amp/CollateralPoolStrategy.sol by scripts/generate-abi.ts. Do not edit: change the contract and run it.
export const collateralPoolStrategyAbi = [
  {"type":"constructor","inputs":[{"name":"amp_","type":"address"}],"stateMutability":"nonpayable"},
  {"type":"function","name":"amp","inputs":[],"outputs":[{"name":"","type":"address"}],"stateMutability":"view"},
  {"type":"function","name":"canImplementInterfaceForAddress","inputs":[{"name":"nameHash","type":"bytes32"},{"name":"","type":"address"}],"outputs":[{"name":"","type":"bytes32"}],"stateMutability":"view"},
  {"type":"function","name":"isOperatorForPartitionScope","inputs":[{"name":"partition","type":"bytes32"},{"name":"","type":"address"},{"name":"tokenHolder","type":"address"}],"outputs":[{"name":"","type":"bool"}],"stateMutability":"view"},
  {"type":"function","name":"partitionPrefix","inputs":[],"outputs":[{"name":"","type":"bytes4"}],"stateMutability":"view"},
  {"type":"function","name":"tokensFromPartitionToValidate","inputs":[{"name":"","type":"bytes4"},{"name":"","type":"bytes32"},{"name":"","type":"address"},{"name":"","type":"address"},{"name":"","type":"address"},{"name":"","type":"uint256"},{"name":"","type":"bytes"},{"name":"","type":"bytes"}],"outputs":[],"stateMutability":"nonpayable"},
  {"type":"function","name":"tokensToPartitionToValidate","inputs":[{"name":"","type":"bytes4"},{"name":"partition","type":"bytes32"},{"name":"","type":"address"},{"name":"","type":"address"},{"name":"to","type":"address"},{"name":"","type":"uint256"},{"name":"","type":"bytes"},{"name":"","type":"bytes"}],"outputs":[],"stateMutability":"view"},
] as const;
