/** Longer ones are no names that anybody writes; the registry itself knows no limit. */
export const MOST_NAME_LENGTH = 255;

/** Whether somebody may mean a name by this: parts with points between them. What it stands for, only the chain knows. */
export const isNameLike = (text: string): boolean =>
  text.length <= MOST_NAME_LENGTH && /^[^\s./\\?#%]+(\.[^\s./\\?#%]+)+$/u.test(text);

/** Without a schema: what reads those would be loaded with each account's page. */
const ADDRESS = /^0x[0-9a-f]{40}$/i;

/** Whether somebody may mean an account by this: its address, or a name. */
export const isAccountLike = (text: string): boolean => ADDRESS.test(text) || isNameLike(text);
