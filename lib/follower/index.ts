export { createFollower, type Follower, type FollowerLog, type FollowerOptions } from './follower';
export { createNodes, type Nodes } from './nodes';
export { SourceError } from './source';
export type { FollowerMessage } from './sync';
