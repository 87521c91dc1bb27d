-- What each run did.

CREATE TABLE ingest_run (
    run_id VARCHAR PRIMARY KEY,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    source VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    status VARCHAR NOT NULL
);
COMMENT ON TABLE ingest_run IS '采集批次 | Ingest run: one run over a folder of files';
COMMENT ON COLUMN ingest_run.run_id IS '批次标识 | Run id';
COMMENT ON COLUMN ingest_run.started_at IS '开始时间：UTC | Started at: UTC';
COMMENT ON COLUMN ingest_run.finished_at IS '结束时间：UTC；为空表示未完成 | Finished at: UTC; NULL where the run did not end';
COMMENT ON COLUMN ingest_run.source IS '来源：文件或文件夹 | Source: the file or folder';
COMMENT ON COLUMN ingest_run.extractor_version IS '提取器版本 | Extractor version';
COMMENT ON COLUMN ingest_run.status IS '状态：running、finished、failed | Status: running, finished, failed';

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
COMMENT ON TABLE ingest_event IS '采集事件：每个批次对每个文件做了什么、为什么 | Ingest event: what a run did with each file, and why';
COMMENT ON COLUMN ingest_event.run_id IS '批次标识 | Run id';
COMMENT ON COLUMN ingest_event.ord IS '顺序 | Order';
COMMENT ON COLUMN ingest_event.path IS '文件路径 | Path';
COMMENT ON COLUMN ingest_event.doc_id IS '文件标识 | Document id';
COMMENT ON COLUMN ingest_event.action IS '处理：loaded 装入、replaced 替换、unchanged 未变、duplicate 重复、skipped 略过、quarantined 隔离 | Action: loaded, replaced, unchanged, duplicate, skipped, quarantined';
COMMENT ON COLUMN ingest_event.reason IS '原因 | Reason';
COMMENT ON COLUMN ingest_event.message IS '说明 | Message';
COMMENT ON COLUMN ingest_event.seconds IS '耗时（秒） | Seconds';
COMMENT ON COLUMN ingest_event.noted_at IS '时间：UTC | Noted at: UTC';
