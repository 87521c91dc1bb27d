CREATE OR REPLACE VIEW v_leftover AS
SELECT
    l.doc_id,
    d.path,
    d.org_id,
    o.name AS org_name,
    d.fiscal_year,
    l.reason,
    l.text,
    l.page,
    s.title AS section_title,
    t.title AS table_title,
    t.statutory_table,
    l.table_id,
    l.row,
    l.col
FROM leftover l
JOIN document d ON d.doc_id = l.doc_id AND d.is_current
LEFT JOIN organization o ON o.org_id = d.org_id
LEFT JOIN section s ON s.doc_id = l.doc_id AND s.section_id = l.section_id
LEFT JOIN source_table t ON t.doc_id = l.doc_id AND t.table_id = l.table_id;
COMMENT ON VIEW v_leftover IS '遗留清单：现行文件中无人认领的内容及其所在 | Leftovers: what nothing claimed in the current files, and where it stands';
COMMENT ON COLUMN v_leftover.fiscal_year IS '年度：数值所属年度 | Fiscal year: the year that the value is about';
COMMENT ON COLUMN v_leftover.reason IS '原因 | Reason';
COMMENT ON COLUMN v_leftover.text IS '正文：字符位置以此计 | Text: character positions count in it';
COMMENT ON COLUMN v_leftover.section_title IS '章节标题 | Section title';
COMMENT ON COLUMN v_leftover.table_title IS '原表表名 | Title of the source table';
