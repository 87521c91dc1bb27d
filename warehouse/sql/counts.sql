SELECT
    (SELECT count(*) FROM document) AS documents,
    (SELECT count(DISTINCT report_id) FROM document) AS reports,
    (SELECT count(*) FROM organization) AS organizations,
    (SELECT count(*) FROM fact) AS facts,
    (SELECT count(*) FROM performance_project) AS projects,
    (SELECT count(*) FROM performance_indicator) AS indicators,
    (SELECT count(*) FROM leftover) AS leftovers;
