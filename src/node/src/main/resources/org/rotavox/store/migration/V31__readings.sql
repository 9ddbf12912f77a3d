-- What was found in the frames of a run when it was decided, for the job that reconstructs it.
CREATE TABLE run_readings (
  run_id BIGINT PRIMARY KEY,
  reading VARCHAR(1000000) NOT NULL
);
