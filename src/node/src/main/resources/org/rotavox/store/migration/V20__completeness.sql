-- How many instances a run announces of itself: 0 = nothing, -1 = its instances contradict each
-- other; and whether the number is that of its series.
ALTER TABLE runs ADD COLUMN announced INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE runs ADD COLUMN announced_in_series BOOLEAN DEFAULT FALSE NOT NULL;

-- The balance is read from this index alone, without the long rows of the runs.
CREATE INDEX runs_by_balance ON runs (state, job_id, instance_count, duplicate_count, conflict);
-- What retention looks for among the many that it took already.
CREATE INDEX runs_to_purge ON runs (purged, state, decided_at_ms);
CREATE INDEX events_by_run ON events (run_id, id);
