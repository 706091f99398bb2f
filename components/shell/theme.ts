export type Theme = 'light' | 'dark';

export const THEME_KEY = 'ampledge.theme';

/**
 * Runs before the first paint, so that nobody sees the other theme flash by. Nothing chosen: the attribute stays
 * away, and the stylesheet follows the system. Kept constant, so that a content security policy can name its hash.
 */
export const themeScript = `try{var t=localStorage.getItem('${THEME_KEY}');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch(e){}`;
