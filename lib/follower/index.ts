export { createFollower, type Follower, type FollowerLog, type FollowerOptions } from './follower';
export { createSharedFollower } from './leadership/shared-follower';
export { createNodes, type Nodes } from './nodes';
export { SourceError } from './source';
export type { FollowerMessage } from './sync';
