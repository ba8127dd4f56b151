/** Who takes part; apart from what runs them, so that `--help` need not load that. */

export const CONTESTANT_NAMES = ['folklore', 'generated', 'ballast'] as const;

export type ContestantName = (typeof CONTESTANT_NAMES)[number];

export const CONTESTANT_TITLES: Readonly<Record<ContestantName, string>> = {
  folklore: 'Kong as folklore configures it',
  generated: 'Ballast’s configuration, nothing running beside it',
  ballast: 'Ballast’s configuration, and Ballast running beside it',
};
