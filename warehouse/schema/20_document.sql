-- Documents as they are: files, sections, tables, cells.

CREATE TABLE document (
    doc_id VARCHAR PRIMARY KEY,
    report_id VARCHAR NOT NULL,
    path VARCHAR NOT NULL,
    source_url VARCHAR,
    format VARCHAR NOT NULL,
    title VARCHAR,
    doc_kind VARCHAR NOT NULL CHECK (doc_kind IN (
        'final_account', 'unit_final_account', 'budget', 'unit_budget', 'performance', 'three_public', 'other')),
    org_id VARCHAR NOT NULL,
    org_printed VARCHAR,
    fiscal_year INTEGER,
    published_date DATE,
    pages INTEGER,
    bytes BIGINT NOT NULL,
    status VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    extractor_version VARCHAR NOT NULL,
    facts INTEGER NOT NULL DEFAULT 0,
    states_tables BOOLEAN NOT NULL DEFAULT FALSE,
    states_text BOOLEAN NOT NULL DEFAULT FALSE,
    is_current BOOLEAN NOT NULL DEFAULT FALSE,
    supersedes VARCHAR,
    same_as VARCHAR
);
COMMENT ON TABLE document IS '文件：已装入的报告文件，一个文件一行 | Document: a report file that was loaded, one row each';
COMMENT ON COLUMN document.doc_id IS '文件标识：文件字节的 sha256 | Document id: sha256 of the bytes';
COMMENT ON COLUMN document.report_id IS '报告标识：同一报告的各种格式、各次修订共用 | Report id: shared by the formats and revisions of one report';
COMMENT ON COLUMN document.path IS '文件路径 | Path';
COMMENT ON COLUMN document.source_url IS '来源网址 | Source address';
COMMENT ON COLUMN document.format IS '格式：docx、pdf、text | Format: docx, pdf, text';
COMMENT ON COLUMN document.title IS '报告标题 | Title';
COMMENT ON COLUMN document.doc_kind IS '报告类型：final_account 部门决算、unit_final_account 单位决算、budget 部门预算、unit_budget 单位预算、performance 绩效、three_public 三公、other 其他 | Kind of report: final account or budget of a department or unit, performance, three_public, other';
COMMENT ON COLUMN document.org_id IS '单位标识 | Organisation id';
COMMENT ON COLUMN document.org_printed IS '单位原文：报告中印出的名称 | Organisation as printed';
COMMENT ON COLUMN document.fiscal_year IS '年度：报告所属财政年度 | Fiscal year: the year that the report is about';
COMMENT ON COLUMN document.published_date IS '公开日期 | Published date';
COMMENT ON COLUMN document.pages IS '页数 | Pages';
COMMENT ON COLUMN document.bytes IS '字节数 | Bytes';
COMMENT ON COLUMN document.status IS '状态：装入时的状态 | Status: as of loading';
COMMENT ON COLUMN document.revision IS '修订序号：0 为未标修订 | Revision: 0 where no revision mark is printed';
COMMENT ON COLUMN document.extractor_version IS '提取器版本 | Extractor version';
COMMENT ON COLUMN document.facts IS '事实数 | Facts: how many the file states';
COMMENT ON COLUMN document.states_tables IS '有表：本文件有法定表事实 | States tables: the file states facts of statutory tables';
COMMENT ON COLUMN document.states_text IS '有文：本文件有文字事实 | States text: the file states facts in its text';
COMMENT ON COLUMN document.is_current IS '现行：每份报告恰有一个现行文件，视图只读现行文件 | Current: exactly one file of each report is current; views read current files only';
COMMENT ON COLUMN document.supersedes IS '所替代文件：上一版的代表文件 | Supersedes: the leading file of the edition before';
COMMENT ON COLUMN document.same_as IS '同版文件：同一版的代表文件，本身为代表时为空 | Same as: the leading file of the same edition; NULL for that file itself';

CREATE TABLE succession (
    path VARCHAR NOT NULL,
    doc_id VARCHAR NOT NULL,
    ord INTEGER NOT NULL,
    PRIMARY KEY (path, doc_id)
);
COMMENT ON TABLE succession IS '更替：先后在同一路径或网址上的文件；只有一个文件的路径不记 | Succession: the documents that stood one after another under one path or address; a path that never changed has no row';
COMMENT ON COLUMN succession.path IS '文件路径 | Path';
COMMENT ON COLUMN succession.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN succession.ord IS '顺序：在该处的先后，再次出现者取末次 | Order: at that place; of one that came back its last turn';

CREATE TABLE section (
    doc_id VARCHAR NOT NULL,
    section_id VARCHAR NOT NULL,
    parent_id VARCHAR,
    ord INTEGER NOT NULL,
    level INTEGER NOT NULL,
    number VARCHAR,
    title VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    page INTEGER,
    part VARCHAR NOT NULL
);
COMMENT ON TABLE section IS '章节：标题及其下的正文 | Section: a heading and the text under it';
COMMENT ON COLUMN section.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN section.section_id IS '章节标识 | Section id';
COMMENT ON COLUMN section.parent_id IS '上级章节标识 | Parent section id';
COMMENT ON COLUMN section.ord IS '顺序：在文件中的先后 | Order in the document';
COMMENT ON COLUMN section.level IS '层级：1 为部分 | Level: 1 is a part';
COMMENT ON COLUMN section.number IS '编号：印出的标题编号 | Number: of the heading, as printed';
COMMENT ON COLUMN section.title IS '标题 | Title';
COMMENT ON COLUMN section.text IS '正文：字符位置以此计 | Text: character positions count in it';
COMMENT ON COLUMN section.page IS '页码 | Page';
COMMENT ON COLUMN section.part IS '部分：main 正文，annex:n 附件 | Part: main, or annex:n for a second report inside the file';

CREATE TABLE source_table (
    doc_id VARCHAR NOT NULL,
    table_id VARCHAR NOT NULL,
    ord INTEGER NOT NULL,
    title VARCHAR,
    unit_reported VARCHAR,
    statutory_table VARCHAR,
    section_id VARCHAR,
    part VARCHAR NOT NULL,
    page INTEGER,
    page_end INTEGER,
    rows INTEGER NOT NULL,
    cols INTEGER NOT NULL,
    status VARCHAR NOT NULL
);
COMMENT ON TABLE source_table IS '原表：文件中的每一张表，不论是否读懂 | Source table: every table of a document, understood or not';
COMMENT ON COLUMN source_table.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN source_table.table_id IS '表标识 | Table id';
COMMENT ON COLUMN source_table.ord IS '顺序 | Order';
COMMENT ON COLUMN source_table.title IS '表名 | Title';
COMMENT ON COLUMN source_table.unit_reported IS '印出的计量单位 | Unit as printed';
COMMENT ON COLUMN source_table.statutory_table IS '法定表号：T01—T09 决算、B01—B09 预算、X 为省级附加表 | Statutory table: T01-T09 final accounts, B01-B09 budget, X for provincial extras';
COMMENT ON COLUMN source_table.section_id IS '章节标识 | Section id';
COMMENT ON COLUMN source_table.part IS '部分 | Part';
COMMENT ON COLUMN source_table.page IS '起始页 | First page';
COMMENT ON COLUMN source_table.page_end IS '结束页 | Last page';
COMMENT ON COLUMN source_table.rows IS '行数 | Rows';
COMMENT ON COLUMN source_table.cols IS '列数 | Columns';
COMMENT ON COLUMN source_table.status IS '状态：读取结果 | Status: what became of it';

CREATE TABLE table_cell (
    doc_id VARCHAR NOT NULL,
    table_id VARCHAR NOT NULL,
    row INTEGER NOT NULL,
    col INTEGER NOT NULL,
    row_span INTEGER NOT NULL,
    col_span INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    page INTEGER,
    bbox DOUBLE[4]
);
COMMENT ON TABLE table_cell IS '单元格：原表的每个格，照印出的样子 | Table cell: each cell of a source table as printed';
COMMENT ON COLUMN table_cell.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN table_cell.table_id IS '表标识 | Table id';
COMMENT ON COLUMN table_cell.row IS '行：从 0 起 | Row: from 0';
COMMENT ON COLUMN table_cell.col IS '列：从 0 起 | Column: from 0';
COMMENT ON COLUMN table_cell.row_span IS '跨行数 | Rows spanned';
COMMENT ON COLUMN table_cell.col_span IS '跨列数 | Columns spanned';
COMMENT ON COLUMN table_cell.text IS '内容 | Text';
COMMENT ON COLUMN table_cell.page IS '页码 | Page';
COMMENT ON COLUMN table_cell.bbox IS '位置框：PDF 点，左、上、右、下，自页面左上角起 | Box: PDF points x0, top, x1, bottom from the top left of the page';
