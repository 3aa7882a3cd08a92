/** What can be asked about photos besides facts and comparisons; each names who does it, null the built-in decoder or nobody. */
export interface Abilities {
  /** Free questions about several photos at once, with the turns before. */
  readonly chat: {
    readonly title: string;
    readonly seesPhotos: boolean;
    readonly reads: boolean;
    /** Photos leave this computer for it. */
    readonly sends?: boolean;
  } | null;
  /** Captions of chosen length. */
  readonly caption: string | null;
  /** Boxes of things. */
  readonly detect: string | null;
  /** Text in photos. */
  readonly read: string | null;
}

export const builtInAbilities: Abilities = { chat: null, caption: null, detect: null, read: null };
