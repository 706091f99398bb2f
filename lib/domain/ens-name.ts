/** Longer ones are no names that anybody writes; the registry itself knows no limit. */
export const MOST_NAME_LENGTH = 255;

/** Whether somebody may mean a name by this: parts with points between them. What it stands for, only the chain knows. */
export const isNameLike = (text: string): boolean =>
  text.length <= MOST_NAME_LENGTH && /^[^\s./\\?#%]+(\.[^\s./\\?#%]+)+$/u.test(text);
