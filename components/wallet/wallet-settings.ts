/** How wallets reach us, as the server's settings have it. */
export type WalletSettings = {
  /** null: WalletConnect is not offered */
  walletConnect: { projectId: string; relayUrl: string } | null;
  /** of the pages that may frame this one, and in which a Safe is then looked for */
  safeOrigins: readonly string[];
};
