"""Languages, catalogs and scripts: which text a reader gets, and whether it is current. Knows no Telegram."""
