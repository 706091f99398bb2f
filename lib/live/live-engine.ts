/**
 * What a page needs of the stream once it is open: reading messages, and folding them into what the page holds. Fetched
 * as one piece, after the page is there.
 */
export { applyMessage } from './apply-message';
export { headOf } from './fold';
export { openLiveStream } from './live-client';
// What reads answers comes along: when the stream breaks, the server may be gone that would send it.
export { readAnswer } from './read-answer';
export { seenBlock } from './seen-block';
export { askAgainWhenOvertaken } from './up-to-date';
