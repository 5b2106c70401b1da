/** How far somebody may publish (ORG-10), narrowest first. */
export const INFORMATION_RANGES = ['department', 'departmentAndBelow', 'everyone'] as const;
export type InformationRange = (typeof INFORMATION_RANGES)[number];

/** To whom people may publish: a default, and roles whose holders may publish further or less far. */
export interface InformationRanges {
  default: InformationRange;
  exceptions: { roleId: string; range: InformationRange }[];
}

/** What holds until an administrator says otherwise. */
export const NO_LIMITS: InformationRanges = { default: 'everyone', exceptions: [] };
