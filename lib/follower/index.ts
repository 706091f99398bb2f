export { createFollower, type Follower, type FollowerLog, type FollowerOptions } from './follower';
export { SourceError } from './source';
export type { FollowerMessage } from './sync';
