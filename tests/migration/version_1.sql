-- The schema of version 1, as warehouses of that release have it. It does not change.

CREATE TABLE warehouse_info (
    key VARCHAR PRIMARY KEY,
    value VARCHAR NOT NULL
);
INSERT INTO warehouse_info VALUES ('schema_version', '1');

CREATE TABLE organization (
    org_id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    admin_code VARCHAR CHECK (length(admin_code) = 6),
    admin_name VARCHAR,
    level VARCHAR,
    kind VARCHAR,
    parent_org_id VARCHAR
);

CREATE TABLE organization_alias (
    org_id VARCHAR NOT NULL,
    alias VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    PRIMARY KEY (org_id, alias, source)
);

CREATE TABLE organization_claim (
    doc_id VARCHAR NOT NULL,
    org_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    admin_code VARCHAR,
    admin_name VARCHAR,
    level VARCHAR,
    kind VARCHAR,
    parent_org_id VARCHAR
);

CREATE TABLE alias_claim (
    doc_id VARCHAR NOT NULL,
    org_id VARCHAR NOT NULL,
    alias VARCHAR NOT NULL,
    source VARCHAR NOT NULL
);

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
    is_current BOOLEAN NOT NULL DEFAULT FALSE,
    supersedes VARCHAR,
    same_as VARCHAR
);

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
    part VARCHAR NOT NULL,
    PRIMARY KEY (doc_id, section_id)
);

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
    status VARCHAR NOT NULL,
    PRIMARY KEY (doc_id, table_id)
);

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

CREATE TABLE fact (
    fact_id VARCHAR PRIMARY KEY,
    doc_id VARCHAR NOT NULL,
    org_id VARCHAR NOT NULL,
    fiscal_year INTEGER,
    concept VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    fund VARCHAR NOT NULL CHECK (fund IN ('all', 'fiscal', 'general_public', 'gov_fund', 'state_capital', 'fiscal_account')),
    function_code VARCHAR CHECK (length(function_code) IN (3, 5, 7)),
    function_name VARCHAR,
    code_source VARCHAR CHECK (code_source IN ('printed', 'resolved')),
    economic_code VARCHAR CHECK (length(economic_code) IN (3, 5)),
    economic_name VARCHAR,
    item VARCHAR,
    base VARCHAR,
    value DECIMAL(24, 6) NOT NULL,
    unit VARCHAR NOT NULL,
    value_reported VARCHAR NOT NULL,
    unit_reported VARCHAR,
    decimals INTEGER NOT NULL CHECK (decimals >= 0),
    source VARCHAR NOT NULL CHECK (source IN ('table', 'text', 'chart', 'ocr')),
    statutory_table VARCHAR,
    page INTEGER,
    bbox DOUBLE[4],
    section_id VARCHAR,
    table_id VARCHAR,
    row INTEGER,
    col INTEGER,
    char_start INTEGER,
    char_end INTEGER,
    snippet VARCHAR NOT NULL,
    part VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    confidence DECIMAL(4, 3) NOT NULL CHECK (confidence BETWEEN 0 AND 1)
);

CREATE TABLE quantity_mention (
    doc_id VARCHAR NOT NULL,
    section_id VARCHAR,
    char_start INTEGER,
    char_end INTEGER,
    subject VARCHAR,
    value DECIMAL(24, 6),
    unit VARCHAR,
    value_reported VARCHAR NOT NULL,
    reason VARCHAR,
    fact_id VARCHAR,
    comparator VARCHAR,
    candidates VARCHAR,
    table_id VARCHAR,
    row INTEGER,
    col INTEGER,
    page INTEGER,
    CHECK (fact_id IS NOT NULL OR reason IS NOT NULL)
);

CREATE TABLE leftover (
    doc_id VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    page INTEGER,
    table_id VARCHAR,
    row INTEGER,
    col INTEGER,
    section_id VARCHAR
);

CREATE TABLE table_check (
    doc_id VARCHAR NOT NULL,
    table_id VARCHAR NOT NULL,
    statutory_table VARCHAR NOT NULL,
    identity VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    closes BOOLEAN,
    difference DECIMAL(24, 6)
);

CREATE TABLE performance_project (
    project_id VARCHAR PRIMARY KEY,
    doc_id VARCHAR NOT NULL,
    org_id VARCHAR NOT NULL,
    fiscal_year INTEGER,
    name VARCHAR NOT NULL,
    layout VARCHAR NOT NULL,
    budget_unit VARCHAR,
    initial_amount DECIMAL(24, 6),
    budget_amount DECIMAL(24, 6),
    executed_amount DECIMAL(24, 6),
    fiscal_amount DECIMAL(24, 6),
    fiscal_executed_amount DECIMAL(24, 6),
    other_amount DECIMAL(24, 6),
    other_executed_amount DECIMAL(24, 6),
    execution_rate DECIMAL(24, 6),
    expected_goal VARCHAR,
    actual_goal VARCHAR,
    total_score DECIMAL(24, 6),
    execution_score DECIMAL(24, 6),
    grade VARCHAR,
    page INTEGER,
    table_id VARCHAR,
    section_id VARCHAR,
    part VARCHAR NOT NULL,
    confidence DECIMAL(4, 3) NOT NULL CHECK (confidence BETWEEN 0 AND 1)
);

CREATE TABLE performance_indicator (
    project_id VARCHAR NOT NULL,
    ord INTEGER NOT NULL,
    doc_id VARCHAR NOT NULL,
    level1 VARCHAR,
    level2 VARCHAR,
    level3 VARCHAR NOT NULL,
    target_text VARCHAR NOT NULL,
    actual_text VARCHAR NOT NULL,
    target_operator VARCHAR,
    target_value DECIMAL(24, 6),
    target_unit VARCHAR,
    target_period VARCHAR,
    actual_operator VARCHAR,
    actual_value DECIMAL(24, 6),
    actual_unit VARCHAR,
    weight DECIMAL(24, 6),
    score DECIMAL(24, 6),
    reason VARCHAR,
    page INTEGER,
    table_id VARCHAR,
    row INTEGER,
    PRIMARY KEY (project_id, ord)
);

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
    page INTEGER
);

CREATE TABLE check_outcome (
    doc_id VARCHAR NOT NULL,
    rule_id VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL CHECK (outcome IN ('pass', 'fail', 'not_applicable')),
    missing VARCHAR,
    PRIMARY KEY (doc_id, rule_id)
);

CREATE TABLE dismissal (
    doc_id VARCHAR NOT NULL,
    rule_id VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    made_by VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL,
    PRIMARY KEY (doc_id, rule_id, place)
);

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

CREATE TABLE ingest_run (
    run_id VARCHAR PRIMARY KEY,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    source VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    status VARCHAR NOT NULL
);

CREATE TABLE ingest_event (
    run_id VARCHAR NOT NULL,
    ord INTEGER NOT NULL,
    path VARCHAR NOT NULL,
    doc_id VARCHAR,
    action VARCHAR NOT NULL CHECK (action IN ('loaded', 'replaced', 'unchanged', 'duplicate', 'skipped', 'quarantined')),
    reason VARCHAR,
    message VARCHAR,
    seconds DECIMAL(12, 3),
    noted_at TIMESTAMP NOT NULL,
    PRIMARY KEY (run_id, ord)
);
