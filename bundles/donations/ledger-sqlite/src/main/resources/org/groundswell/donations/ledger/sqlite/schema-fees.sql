-- The fee's currency, where it is not the donation's: a gateway takes it in that of its account.
ALTER TABLE donation ADD COLUMN fee_currency TEXT;
