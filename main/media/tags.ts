import ExifReader from 'exifreader';

/** One group of tags as the reader gives them: a raw value and a text for people. */
type TagGroup = Readonly<Record<string, unknown>>;

export interface Tags {
  readonly exif: TagGroup;
  readonly iptc: TagGroup;
  readonly xmp: TagGroup;
  readonly gps: TagGroup;
}

const nothing: Tags = { exif: {}, iptc: {}, xmp: {}, gps: {} };

/** All tags of a photo; null where the file's metadata cannot be read at all. */
export function readTags(bytes: Uint8Array): Tags | null {
  try {
    const tags = ExifReader.load(toArrayBuffer(bytes), { expanded: true });
    return {
      exif: (tags.exif ?? {}) as TagGroup,
      iptc: (tags.iptc ?? {}) as TagGroup,
      xmp: (tags.xmp ?? {}) as unknown as TagGroup,
      gps: (tags.gps ?? {}) as unknown as TagGroup,
    };
  } catch (error) {
    return isNoMetadata(error) ? nothing : null;
  }
}

const packetStart = '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>';

/** All tags of an XMP sidecar, whatever comes before its packet; null where it cannot be read. */
export function readSidecarTags(bytes: Uint8Array): Tags | null {
  const text = new TextDecoder().decode(bytes);
  const packet = /<x:xmpmeta[\s\S]*<\/x:xmpmeta>/.exec(text)?.[0] ?? null;
  return packet === null ? null : readTags(new TextEncoder().encode(packetStart + packet));
}

const isNoMetadata = (error: unknown): boolean =>
  error instanceof ExifReader.errors.MetadataMissingError || /Invalid image format/.test(String(error));

function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = bytes;
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
}

function valueOf(group: TagGroup, name: string): unknown {
  const tag = group[name];
  return typeof tag === 'object' && tag !== null && 'value' in tag ? tag.value : tag;
}

const unprintable = /[\p{Cc}\ufffd]+/gu;

const clean = (text: string): string | null => text.replaceAll(unprintable, ' ').trim().slice(0, 4000) || null;

/** A tag's text for people, without control characters; null where there is none. */
export function textOf(group: TagGroup, name: string): string | null {
  const tag = group[name];
  const description = typeof tag === 'object' && tag !== null && 'description' in tag ? tag.description : tag;
  return typeof description === 'string' ? clean(description) : null;
}

/** Every text of a tag that may be there several times (IPTC) or hold a list (XMP). */
export function textsOf(group: TagGroup, name: string): string[] {
  const tag = group[name];
  const entries = Array.isArray(tag) ? tag : [tag];
  return entries.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { value, description } = entry as { value?: unknown; description?: unknown };
    if (Array.isArray(value) && value.some((item) => typeof item === 'object')) {
      return value.flatMap((item: unknown) => textOf({ item }, 'item') ?? []);
    }
    return typeof description === 'string' ? (clean(description) ?? []) : [];
  });
}

/** A number or a fraction; null where it is neither, or not finite. */
export function numberOf(group: TagGroup, name: string): number | null {
  const value: unknown = valueOf(group, name);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'string') return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : null;
  if (!Array.isArray(value) || typeof value[0] !== 'number') return null;
  const quotient = value.length === 2 && typeof value[1] === 'number' ? value[0] / value[1] : value[0];
  return Number.isFinite(quotient) ? quotient : null;
}
