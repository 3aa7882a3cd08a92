/** A labelled box, in shares of the photo's width and height from its upper left corner. */
export interface PhotoBox {
  readonly label: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Tells the boxes of a photo apart. */
export const boxKey = ({ label, left, top, right, bottom }: PhotoBox): string =>
  [label, left, top, right, bottom].join(' ');
