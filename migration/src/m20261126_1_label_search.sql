-- A search in the middle of labels reads all of a kind in a locale: from the index alone.

DROP INDEX label_by_folded;
CREATE INDEX label_by_folded ON label (stage, locale, kind, folded, folded_umlaut, content_id);
