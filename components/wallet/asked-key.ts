/** Where the browser keeps what a wallet was asked and has not answered. */
export const ASKED_KEY = 'ampledge-asked';
