-- How often the process died in a job, since it was made or since somebody asked for another try.
ALTER TABLE jobs ADD COLUMN deaths INT DEFAULT 0 NOT NULL;
