-- Delivered is not confirmed: what a destination was asked to keep, and what it answered.

ALTER TABLE deliveries ADD COLUMN to_confirm BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE deliveries ADD COLUMN commitment VARCHAR(64) DEFAULT '' NOT NULL;
ALTER TABLE deliveries ADD COLUMN commitment_attempts INTEGER DEFAULT 0 NOT NULL;
CREATE INDEX deliveries_to_confirm ON deliveries (destination, to_confirm, state);

CREATE TABLE commitments (
  transaction_uid VARCHAR(64) PRIMARY KEY,
  job_id          BIGINT NOT NULL REFERENCES jobs (id),
  destination     VARCHAR(200) NOT NULL,
  state           VARCHAR(16) NOT NULL,
  requested_at_ms BIGINT NOT NULL,
  deadline_ms     BIGINT NOT NULL
);
CREATE INDEX commitments_by_state ON commitments (destination, state, deadline_ms);

-- How far a reader of the journal has come, such as a channel of notifications.
CREATE TABLE journal_cursors (
  name       VARCHAR(200) PRIMARY KEY,
  last_event BIGINT NOT NULL
);
