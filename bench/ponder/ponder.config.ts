import { createConfig } from 'ponder';
import { parseAbi } from 'viem';

const { RPC_URLS = '', AMP = '', START_BLOCK = '0', CHAIN_ID = '31337', WS_URL } = process.env;
const rpc = RPC_URLS.split(',');

export default createConfig({
  chains: {
    local: {
      id: Number(CHAIN_ID),
      rpc: rpc.length === 1 ? rpc[0] : rpc,
      ws: WS_URL,
      // As its documentation has it for a local node: what was fetched of another chain must not be met again.
      disableCache: true,
    },
  },
  contracts: {
    Amp: {
      chain: 'local',
      abi: parseAbi([
        'event TransferByPartition(bytes32 indexed fromPartition, address operator, address indexed from, address indexed to, uint256 value, bytes data, bytes operatorData)',
      ]),
      address: AMP as `0x${string}`,
      startBlock: Number(START_BLOCK),
    },
  },
});
