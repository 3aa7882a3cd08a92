/** The last measurement of each model's alignment on each kind of the person's own words, as the contract's `Alignment`. */
export const sql = `
CREATE TABLE measurement (
  model_id    TEXT NOT NULL,
  source      TEXT NOT NULL,
  measured_ms INTEGER NOT NULL,
  alignment   TEXT NOT NULL,
  PRIMARY KEY (model_id, source)
) STRICT, WITHOUT ROWID;
`;
