/**
 * How a connector of ours stands in RainbowKit's list. RainbowKit adds these fields itself when it makes connectors;
 * we make ours without it, so that its code is fetched only when the list is opened.
 */
export type Listing = {
  id: string;
  name: string;
  iconUrl: string;
  groupName: string;
  /** order within the list */
  index: number;
};

export const listed = (listing: Listing) => ({
  rkDetails: {
    iconBackground: 'transparent',
    installed: true,
    groupIndex: listing.index + 1,
    isRainbowKitConnector: true,
    ...listing,
  },
});
