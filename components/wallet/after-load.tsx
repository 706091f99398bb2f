'use client';
import { ActivityFollower } from './activity-follower';
import { Endings } from './endings';

/** What goes on behind every page for the wallet's sake. */
export default function AfterLoad() {
  return (
    <>
      <ActivityFollower />
      <Endings />
    </>
  );
}
