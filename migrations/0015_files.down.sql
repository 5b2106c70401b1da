DROP TABLE name_cards;
DROP TABLE attachments;
DROP TABLE files;
DROP TABLE file_usage;
DROP FUNCTION count_file_usage();
