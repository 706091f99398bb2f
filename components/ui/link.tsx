import NextLink from 'next/link';
import type { ComponentProps } from 'react';

/**
 * Next's link, without fetching ahead: a page of ours has nothing to give before it is asked for (`pending-page.tsx` says
 * why), so that each link in sight would ask the server twice for nothing, while the page comes alive.
 */
export const Link = (props: ComponentProps<typeof NextLink>) => <NextLink prefetch={false} {...props} />;
