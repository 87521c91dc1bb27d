-- Organisations: what the documents say (claims), and what follows from it (organization, organization_alias).

CREATE TABLE organization (
    org_id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    admin_code VARCHAR CHECK (length(admin_code) = 6),
    admin_name VARCHAR,
    level VARCHAR,
    kind VARCHAR,
    parent_org_id VARCHAR
);
COMMENT ON TABLE organization IS '单位：公开决算、预算的部门或单位，一个单位一行 | Organisation: a reporting department or unit, one row each';
COMMENT ON COLUMN organization.org_id IS '单位标识 | Organisation id';
COMMENT ON COLUMN organization.name IS '单位名称：最近一份本单位报告中的名称 | Organisation name: as in its own latest report';
COMMENT ON COLUMN organization.admin_code IS '行政区划代码：GB/T 2260 六位 | Division code: six digits of GB/T 2260';
COMMENT ON COLUMN organization.admin_name IS '行政区划 | Administrative division';
COMMENT ON COLUMN organization.level IS '行政级次：province、city、county 等 | Level: province, city, county and the like';
COMMENT ON COLUMN organization.kind IS '单位性质：department 部门、unit 单位等 | Kind: department, unit and the like';
COMMENT ON COLUMN organization.parent_org_id IS '上级单位标识 | Parent organisation id';

CREATE TABLE organization_alias (
    org_id VARCHAR NOT NULL,
    alias VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    PRIMARY KEY (org_id, alias, source)
);
COMMENT ON TABLE organization_alias IS '单位别名：简称、异写、更名前后的名称 | Organisation alias: short names, spellings, earlier and later names';
COMMENT ON COLUMN organization_alias.org_id IS '单位标识 | Organisation id';
COMMENT ON COLUMN organization_alias.alias IS '别名 | Alias';
COMMENT ON COLUMN organization_alias.source IS '来源：别名取自何处 | Source: where the alias was met';

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
COMMENT ON TABLE organization_claim IS '单位陈述：各文件对单位的说法，organization 由此汇成 | Organisation claim: what each document says of an organisation; organization is drawn from it';
COMMENT ON COLUMN organization_claim.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN organization_claim.org_id IS '单位标识 | Organisation id';
COMMENT ON COLUMN organization_claim.name IS '单位名称 | Organisation name';
COMMENT ON COLUMN organization_claim.admin_code IS '行政区划代码 | Division code';
COMMENT ON COLUMN organization_claim.admin_name IS '行政区划 | Administrative division';
COMMENT ON COLUMN organization_claim.level IS '行政级次 | Level';
COMMENT ON COLUMN organization_claim.kind IS '单位性质 | Kind';
COMMENT ON COLUMN organization_claim.parent_org_id IS '上级单位标识 | Parent organisation id';

CREATE TABLE alias_claim (
    doc_id VARCHAR NOT NULL,
    org_id VARCHAR NOT NULL,
    alias VARCHAR NOT NULL,
    source VARCHAR NOT NULL
);
COMMENT ON TABLE alias_claim IS '别名陈述：各文件中出现的别名，organization_alias 由此汇成 | Alias claim: the aliases that each document shows; organization_alias is drawn from it';
COMMENT ON COLUMN alias_claim.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN alias_claim.org_id IS '单位标识 | Organisation id';
COMMENT ON COLUMN alias_claim.alias IS '别名 | Alias';
COMMENT ON COLUMN alias_claim.source IS '来源 | Source';
