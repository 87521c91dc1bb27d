-- Judgements: by the audit, and by people.

CREATE TABLE finding (
    finding_id VARCHAR PRIMARY KEY,
    doc_id VARCHAR NOT NULL,
    org_id VARCHAR NOT NULL,
    fiscal_year INTEGER,
    rule_id VARCHAR NOT NULL,
    severity VARCHAR NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
    message_zh VARCHAR NOT NULL,
    message_en VARCHAR NOT NULL,
    expected DECIMAL(24, 6),
    actual DECIMAL(24, 6),
    difference DECIMAL(24, 6),
    evidence VARCHAR[] NOT NULL,
    caused_by VARCHAR,
    page INTEGER,
    scope VARCHAR NOT NULL DEFAULT '',
    suspect VARCHAR,
    slip VARCHAR,
    place VARCHAR NOT NULL DEFAULT '',
    dismissed BOOLEAN NOT NULL DEFAULT FALSE
);
COMMENT ON TABLE finding IS '审核发现 | Finding: what the audit objects to';
COMMENT ON COLUMN finding.finding_id IS '发现标识 | Finding id';
COMMENT ON COLUMN finding.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN finding.org_id IS '单位标识 | Organisation id';
COMMENT ON COLUMN finding.fiscal_year IS '年度 | Fiscal year';
COMMENT ON COLUMN finding.rule_id IS '规则标识 | Rule id';
COMMENT ON COLUMN finding.severity IS '程度：error、warning、info | Severity: error, warning, info';
COMMENT ON COLUMN finding.message_zh IS '说明（中文） | Message in Chinese';
COMMENT ON COLUMN finding.message_en IS '说明（英文） | Message in English';
COMMENT ON COLUMN finding.expected IS '应为 | Expected';
COMMENT ON COLUMN finding.actual IS '印出 | Actual';
COMMENT ON COLUMN finding.difference IS '差额 | Difference';
COMMENT ON COLUMN finding.evidence IS '依据：事实标识 | Evidence: fact ids';
COMMENT ON COLUMN finding.caused_by IS '起因发现标识 | Caused by: the finding that it follows from';
COMMENT ON COLUMN finding.page IS '页码 | Page';
COMMENT ON COLUMN finding.scope IS '核对范围：在报告何处核对 | Scope: where in the report the check was evaluated';
COMMENT ON COLUMN finding.suspect IS '疑误事实：最可能印错的数 | Suspect: the figure that is most likely wrong';
COMMENT ON COLUMN finding.slip IS '错型：unit 单位、decimal_point 小数点、transposed 颠倒、digit 错一位、digit_more 多少一位、sign 正负、copied 抄错、prior_base 分母用错 等 | Slip: the known kind of error: unit, decimal_point, transposed, digit, digit_more, sign, copied, prior_base';
COMMENT ON COLUMN finding.place IS '位置：排除按此记，重新提取后仍认得 | Place: by which a dismissal knows it again after a new extraction';
COMMENT ON COLUMN finding.dismissed IS '已排除 | Dismissed: by a person';

CREATE TABLE check_outcome (
    doc_id VARCHAR NOT NULL,
    rule_id VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL CHECK (outcome IN ('pass', 'fail', 'not_applicable')),
    missing VARCHAR
);
COMMENT ON TABLE check_outcome IS '审核结果：每份报告每条规则的结果 | Check outcome: of each check on each report';
COMMENT ON COLUMN check_outcome.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN check_outcome.rule_id IS '规则标识 | Rule id';
COMMENT ON COLUMN check_outcome.outcome IS '结果：pass、fail、not_applicable | Outcome: pass, fail, not_applicable';
COMMENT ON COLUMN check_outcome.missing IS '缺项：不适用时所缺 | Missing: the term that a check lacked';

CREATE TABLE audit_check (
    rule_id VARCHAR PRIMARY KEY,
    ord INTEGER NOT NULL,
    title_zh VARCHAR NOT NULL,
    title_en VARCHAR NOT NULL,
    basis VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    severity VARCHAR NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
    needs VARCHAR NOT NULL
);
COMMENT ON TABLE audit_check IS '审核规则：最近一次审核所用的全部规则 | Audit check: every check of the latest audit';
COMMENT ON COLUMN audit_check.rule_id IS '规则标识 | Rule id';
COMMENT ON COLUMN audit_check.ord IS '次序 | Order';
COMMENT ON COLUMN audit_check.title_zh IS '规则名称 | Title in Chinese';
COMMENT ON COLUMN audit_check.title_en IS '规则英文名称 | Title in English';
COMMENT ON COLUMN audit_check.basis IS '依据：法规或勾稽 | Basis: the regulation or identity that it rests on';
COMMENT ON COLUMN audit_check.kind IS '种类：completeness 完整性、within_table 表内、between_tables 表间、text_table 文表、text 文内、documents 文件间、words 文字、plausibility 合理性 | Kind: completeness, within_table, between_tables, text_table, text, documents, words, plausibility';
COMMENT ON COLUMN audit_check.severity IS '程度：error、warning、info | Severity: error, warning, info';
COMMENT ON COLUMN audit_check.needs IS '所需：报告须有何内容才适用 | Needs: what a report must state for it to apply';

CREATE TABLE dismissal (
    doc_id VARCHAR NOT NULL,
    rule_id VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    made_by VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL,
    PRIMARY KEY (doc_id, rule_id, place)
);
COMMENT ON TABLE dismissal IS '排除：人工排除的审核发现，按位置记，重新提取后仍有效 | Dismissal: a finding that a person dismissed, keyed by place so that it survives a new extraction';
COMMENT ON COLUMN dismissal.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN dismissal.rule_id IS '规则标识 | Rule id';
COMMENT ON COLUMN dismissal.place IS '位置：表、行、列或章节、字符 | Place: table, row and column, or section and characters';
COMMENT ON COLUMN dismissal.why IS '理由 | Why';
COMMENT ON COLUMN dismissal.made_by IS '经办人 | Made by';
COMMENT ON COLUMN dismissal.made_at IS '时间：UTC | Made at: UTC';

CREATE TABLE correction (
    correction_id VARCHAR PRIMARY KEY,
    doc_id VARCHAR NOT NULL,
    table_id VARCHAR,
    row INTEGER,
    col INTEGER,
    section_id VARCHAR,
    char_start INTEGER,
    char_end INTEGER,
    concept VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    fund VARCHAR NOT NULL,
    value DECIMAL(24, 6),
    unit VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    made_by VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL,
    CHECK (table_id IS NOT NULL OR section_id IS NOT NULL)
);
COMMENT ON TABLE correction IS '更正：人工更正的读数，按位置记，不覆盖提取值 | Correction: of a reading, by a person, keyed by place; it stands beside the extracted value';
COMMENT ON COLUMN correction.correction_id IS '更正标识 | Correction id';
COMMENT ON COLUMN correction.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN correction.table_id IS '表标识 | Table id';
COMMENT ON COLUMN correction.row IS '行 | Row';
COMMENT ON COLUMN correction.col IS '列 | Column';
COMMENT ON COLUMN correction.section_id IS '章节标识 | Section id';
COMMENT ON COLUMN correction.char_start IS '起始字符 | First character';
COMMENT ON COLUMN correction.char_end IS '终止字符：不含 | Last character: exclusive';
COMMENT ON COLUMN correction.concept IS '概念：所更正的读数 | Concept: of the reading that is corrected';
COMMENT ON COLUMN correction.measure IS '口径 | Measure';
COMMENT ON COLUMN correction.fund IS '资金性质 | Fund';
COMMENT ON COLUMN correction.value IS '更正值：基本单位；为空表示此处不是事实 | Corrected value: in the base unit; NULL where the figure is no fact';
COMMENT ON COLUMN correction.unit IS '计量单位 | Unit';
COMMENT ON COLUMN correction.why IS '理由 | Why';
COMMENT ON COLUMN correction.made_by IS '经办人 | Made by';
COMMENT ON COLUMN correction.made_at IS '时间：UTC | Made at: UTC';
