-- The warehouse's tables. Money is in yuan, percentages in percent. Columns follow schemas/records.py, name by name, in order.
-- No foreign keys: they refuse to delete and re-insert a document in one transaction; v_orphans says what would break them.
-- A comment reads 'Chinese | English', each 'short name: explanation'; headings of exports are the short names.

CREATE TABLE warehouse_info (
    key VARCHAR PRIMARY KEY,
    value VARCHAR NOT NULL
);
INSERT INTO warehouse_info VALUES ('schema_version', '2');
COMMENT ON TABLE warehouse_info IS '数仓信息：库结构版本等 | Warehouse information: the version of the schema and the like';
COMMENT ON COLUMN warehouse_info.key IS '键 | Key';
COMMENT ON COLUMN warehouse_info.value IS '值 | Value';
