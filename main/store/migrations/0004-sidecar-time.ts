/**
 * When a sidecar was changed, by the clock of its disk: compared with that of the last scan, by this machine's clock, a change
 * was missed where one of them goes wrong or backwards. NULL for photos of before.
 */
export const sql = `ALTER TABLE photo ADD COLUMN sidecar_modified_ms INTEGER;`;
