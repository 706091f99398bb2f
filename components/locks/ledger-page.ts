/** Rows that the ledger asks for at once. */
export const LEDGER_PAGE = 100;
