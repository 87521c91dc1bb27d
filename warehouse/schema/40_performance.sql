-- Performance forms.

CREATE TABLE performance_project (
    project_id VARCHAR NOT NULL,
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
COMMENT ON TABLE performance_project IS '绩效项目：项目绩效表的表头，金额为元 | Performance project: the head of a performance form, amounts in yuan';
COMMENT ON COLUMN performance_project.project_id IS '项目标识 | Project id';
COMMENT ON COLUMN performance_project.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN performance_project.org_id IS '单位标识 | Organisation id';
COMMENT ON COLUMN performance_project.fiscal_year IS '年度 | Fiscal year';
COMMENT ON COLUMN performance_project.name IS '项目名称 | Project name';
COMMENT ON COLUMN performance_project.layout IS '版式：所用表样 | Layout: of the form';
COMMENT ON COLUMN performance_project.budget_unit IS '预算单位 | Budget unit';
COMMENT ON COLUMN performance_project.initial_amount IS '年初预算数（元） | Initial budget, yuan';
COMMENT ON COLUMN performance_project.budget_amount IS '预算数（元）：全年预算数 | Budget, yuan: of the full year';
COMMENT ON COLUMN performance_project.executed_amount IS '执行数（元） | Executed, yuan';
COMMENT ON COLUMN performance_project.fiscal_amount IS '财政拨款预算（元） | Fiscal appropriation, yuan';
COMMENT ON COLUMN performance_project.fiscal_executed_amount IS '财政拨款执行（元） | Fiscal appropriation executed, yuan';
COMMENT ON COLUMN performance_project.other_amount IS '其他资金预算（元） | Other funds, yuan';
COMMENT ON COLUMN performance_project.other_executed_amount IS '其他资金执行（元） | Other funds executed, yuan';
COMMENT ON COLUMN performance_project.execution_rate IS '执行率：印出的百分数 | Execution rate: percent as printed';
COMMENT ON COLUMN performance_project.expected_goal IS '预期目标 | Expected goal';
COMMENT ON COLUMN performance_project.actual_goal IS '实际完成情况 | Actual outcome';
COMMENT ON COLUMN performance_project.total_score IS '总分 | Total score';
COMMENT ON COLUMN performance_project.execution_score IS '预算执行得分 | Score of execution';
COMMENT ON COLUMN performance_project.grade IS '评价等次 | Grade';
COMMENT ON COLUMN performance_project.page IS '页码 | Page';
COMMENT ON COLUMN performance_project.table_id IS '表标识 | Table id';
COMMENT ON COLUMN performance_project.section_id IS '章节标识 | Section id';
COMMENT ON COLUMN performance_project.part IS '部分 | Part';
COMMENT ON COLUMN performance_project.confidence IS '置信度 | Confidence';

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
    row INTEGER
);
COMMENT ON TABLE performance_indicator IS '绩效指标：绩效表的一行指标 | Performance indicator: one indicator row of a form';
COMMENT ON COLUMN performance_indicator.project_id IS '项目标识 | Project id';
COMMENT ON COLUMN performance_indicator.ord IS '顺序 | Order';
COMMENT ON COLUMN performance_indicator.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN performance_indicator.level1 IS '一级指标 | Level 1';
COMMENT ON COLUMN performance_indicator.level2 IS '二级指标 | Level 2';
COMMENT ON COLUMN performance_indicator.level3 IS '三级指标 | Level 3';
COMMENT ON COLUMN performance_indicator.target_text IS '目标值：照印 | Target as printed';
COMMENT ON COLUMN performance_indicator.actual_text IS '实际值：照印 | Actual as printed';
COMMENT ON COLUMN performance_indicator.target_operator IS '目标比较符 | Target operator';
COMMENT ON COLUMN performance_indicator.target_value IS '目标数 | Target value';
COMMENT ON COLUMN performance_indicator.target_unit IS '目标单位 | Target unit';
COMMENT ON COLUMN performance_indicator.target_period IS '目标期间 | Target period';
COMMENT ON COLUMN performance_indicator.actual_operator IS '实际比较符 | Actual operator';
COMMENT ON COLUMN performance_indicator.actual_value IS '实际数 | Actual value';
COMMENT ON COLUMN performance_indicator.actual_unit IS '实际单位 | Actual unit';
COMMENT ON COLUMN performance_indicator.weight IS '分值 | Weight';
COMMENT ON COLUMN performance_indicator.score IS '得分 | Score';
COMMENT ON COLUMN performance_indicator.reason IS '偏差原因 | Reason for the deviation';
COMMENT ON COLUMN performance_indicator.page IS '页码 | Page';
COMMENT ON COLUMN performance_indicator.table_id IS '表标识 | Table id';
COMMENT ON COLUMN performance_indicator.row IS '行 | Row';
