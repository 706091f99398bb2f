// Generated from contracts/amp/IERC1820Registry.sol by scripts/generate-abi.ts. Do not edit: change the contract and run it.
export const erc1820RegistryAbi = [
  {"type":"function","name":"getInterfaceImplementer","inputs":[{"name":"account","type":"address"},{"name":"_interfaceHash","type":"bytes32"}],"outputs":[{"name":"","type":"address"}],"stateMutability":"view"},
  {"type":"function","name":"getManager","inputs":[{"name":"account","type":"address"}],"outputs":[{"name":"","type":"address"}],"stateMutability":"view"},
  {"type":"function","name":"implementsERC165Interface","inputs":[{"name":"account","type":"address"},{"name":"interfaceId","type":"bytes4"}],"outputs":[{"name":"","type":"bool"}],"stateMutability":"view"},
  {"type":"function","name":"implementsERC165InterfaceNoCache","inputs":[{"name":"account","type":"address"},{"name":"interfaceId","type":"bytes4"}],"outputs":[{"name":"","type":"bool"}],"stateMutability":"view"},
  {"type":"function","name":"interfaceHash","inputs":[{"name":"interfaceName","type":"string"}],"outputs":[{"name":"","type":"bytes32"}],"stateMutability":"pure"},
  {"type":"function","name":"setInterfaceImplementer","inputs":[{"name":"account","type":"address"},{"name":"_interfaceHash","type":"bytes32"},{"name":"implementer","type":"address"}],"outputs":[],"stateMutability":"nonpayable"},
  {"type":"function","name":"setManager","inputs":[{"name":"account","type":"address"},{"name":"newManager","type":"address"}],"outputs":[],"stateMutability":"nonpayable"},
  {"type":"function","name":"updateERC165Cache","inputs":[{"name":"account","type":"address"},{"name":"interfaceId","type":"bytes4"}],"outputs":[],"stateMutability":"nonpayable"},
  {"type":"event","name":"InterfaceImplementerSet","inputs":[{"name":"account","type":"address","indexed":true},{"name":"interfaceHash","type":"bytes32","indexed":true},{"name":"implementer","type":"address","indexed":true}],"anonymous":false},
  {"type":"event","name":"ManagerChanged","inputs":[{"name":"account","type":"address","indexed":true},{"name":"newManager","type":"address","indexed":true}],"anonymous":false},
] as const;
