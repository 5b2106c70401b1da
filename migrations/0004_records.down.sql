DROP TABLE exports, import_errors, imports, record_field_values, custom_fields;
DROP PROCEDURE make_searchable(text), index_custom_fields_of(regclass, text);
DROP FUNCTION bigrams(text), index_custom_values(), custom_value_rows(uuid, text, uuid, jsonb);
