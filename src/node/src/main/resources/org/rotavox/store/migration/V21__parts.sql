-- Whether the instances of a run are parts of a concatenation: their number counts objects, not
-- frames.
ALTER TABLE runs ADD COLUMN announced_parts BOOLEAN DEFAULT FALSE NOT NULL;
