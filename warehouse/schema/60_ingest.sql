-- What each run did.

CREATE TABLE ingest_run (
    run_id VARCHAR PRIMARY KEY,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    source VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    engine VARCHAR,
    workers INTEGER,
    loaded BIGINT,
    replaced BIGINT,
    unchanged BIGINT,
    duplicate BIGINT,
    skipped BIGINT,
    quarantined BIGINT,
    missing BIGINT,
    unpacked BIGINT
);
COMMENT ON TABLE ingest_run IS '采集批次 | Ingest run: one run over a folder of files';
COMMENT ON COLUMN ingest_run.run_id IS '批次标识 | Run id';
COMMENT ON COLUMN ingest_run.started_at IS '开始时间：UTC | Started at: UTC';
COMMENT ON COLUMN ingest_run.finished_at IS '结束时间：UTC；为空表示未完成 | Finished at: UTC; NULL where the run did not end';
COMMENT ON COLUMN ingest_run.source IS '来源：文件或文件夹 | Source: the file or folder';
COMMENT ON COLUMN ingest_run.extractor_version IS '提取器版本 | Extractor version';
COMMENT ON COLUMN ingest_run.status IS '状态：running、finished、failed、stopped | Status: running, finished, failed, stopped';
COMMENT ON COLUMN ingest_run.engine IS '引擎：local、dask | Engine: local, dask';
COMMENT ON COLUMN ingest_run.workers IS '读取进程数 | Workers: processes that read';
COMMENT ON COLUMN ingest_run.loaded IS '装入数 | Loaded';
COMMENT ON COLUMN ingest_run.replaced IS '替换数 | Replaced';
COMMENT ON COLUMN ingest_run.unchanged IS '未变数：只计数，不逐个记录 | Unchanged: counted only, no event each';
COMMENT ON COLUMN ingest_run.duplicate IS '重复数 | Duplicates';
COMMENT ON COLUMN ingest_run.skipped IS '略过数 | Skipped';
COMMENT ON COLUMN ingest_run.quarantined IS '隔离数：含以前已隔离而未变的文件 | Quarantined: with the files set aside before and unchanged';
COMMENT ON COLUMN ingest_run.unpacked IS '解包的压缩包数 | Unpacked: archives that were opened';
COMMENT ON COLUMN ingest_run.missing IS '消失数：曾在而本次未见的文件 | Missing: files that were there before and are there no more';

CREATE TABLE ingest_file (
    path VARCHAR PRIMARY KEY,
    input VARCHAR NOT NULL,
    container VARCHAR,
    bytes BIGINT,
    stamp VARCHAR,
    override VARCHAR,
    doc_id VARCHAR,
    extractor_version VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    reason VARCHAR,
    message VARCHAR,
    missing_since TIMESTAMP
);
COMMENT ON TABLE ingest_file IS '来源文件：各次采集见过的文件，及最近一次的处理；未变的文件据此不再读取 | Ingest file: every file that the runs met, and what became of it last; by it an unchanged file is not read again';
COMMENT ON COLUMN ingest_file.path IS '文件路径：压缩包内的文件为“包!/内路径”，远程文件为网址 | Path: package!/member inside an archive, the address of a remote file';
COMMENT ON COLUMN ingest_file.input IS '来源：用户所给的文件、文件夹或网址 | Input: the file, folder or address that the user gave';
COMMENT ON COLUMN ingest_file.container IS '所在压缩包 | Container: the archive that holds it';
COMMENT ON COLUMN ingest_file.bytes IS '字节数 | Bytes';
COMMENT ON COLUMN ingest_file.stamp IS '时间戳：修改时间或远程文件的版本标记 | Stamp: time of change, or a remote file''s version mark';
COMMENT ON COLUMN ingest_file.override IS '清单内容摘要 | Override: digest of what a manifest says of it';
COMMENT ON COLUMN ingest_file.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN ingest_file.extractor_version IS '提取器版本 | Extractor version';
COMMENT ON COLUMN ingest_file.action IS '处理：loaded、duplicate、skipped、quarantined、unpacked、forgotten | Action: loaded, duplicate, skipped, quarantined, unpacked, forgotten';
COMMENT ON COLUMN ingest_file.reason IS '原因 | Reason';
COMMENT ON COLUMN ingest_file.message IS '说明 | Message';
COMMENT ON COLUMN ingest_file.missing_since IS '消失时间：UTC；为空表示在 | Missing since: UTC; NULL while it is there';

CREATE TABLE ingest_event (
    run_id VARCHAR NOT NULL,
    ord INTEGER NOT NULL,
    path VARCHAR NOT NULL,
    doc_id VARCHAR,
    action VARCHAR NOT NULL CHECK (action IN ('loaded', 'replaced', 'unchanged', 'duplicate', 'skipped', 'quarantined', 'missing', 'unpacked')),
    reason VARCHAR,
    message VARCHAR,
    seconds DECIMAL(12, 3),
    noted_at TIMESTAMP NOT NULL,
    PRIMARY KEY (run_id, ord)
);
COMMENT ON TABLE ingest_event IS '采集事件：每个批次对每个文件做了什么、为什么 | Ingest event: what a run did with each file, and why';
COMMENT ON COLUMN ingest_event.run_id IS '批次标识 | Run id';
COMMENT ON COLUMN ingest_event.ord IS '顺序 | Order';
COMMENT ON COLUMN ingest_event.path IS '文件路径 | Path';
COMMENT ON COLUMN ingest_event.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN ingest_event.action IS '处理：loaded 装入、replaced 替换、unchanged 未变、duplicate 重复、skipped 略过、quarantined 隔离、missing 消失、unpacked 已解包 | Action: loaded, replaced, unchanged, duplicate, skipped, quarantined, missing, unpacked';
COMMENT ON COLUMN ingest_event.reason IS '原因 | Reason';
COMMENT ON COLUMN ingest_event.message IS '说明 | Message';
COMMENT ON COLUMN ingest_event.seconds IS '耗时（秒） | Seconds';
COMMENT ON COLUMN ingest_event.noted_at IS '时间：UTC | Noted at: UTC';
