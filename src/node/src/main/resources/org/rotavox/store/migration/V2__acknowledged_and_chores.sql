-- Failures that a person has seen, and what the node does at regular times.

ALTER TABLE jobs ADD COLUMN acknowledged BOOLEAN DEFAULT FALSE NOT NULL;

CREATE TABLE chores (
  name    VARCHAR(250) PRIMARY KEY,
  last_ms BIGINT NOT NULL,
  ok      BOOLEAN NOT NULL,
  message VARCHAR(4000) NOT NULL
);
