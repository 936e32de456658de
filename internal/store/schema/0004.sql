-- Credits below a contract's minimum that wait for the next period, in minor
-- units of the statement's currency.
ALTER TABLE statement ADD COLUMN carried_minor INTEGER NOT NULL DEFAULT 0;
